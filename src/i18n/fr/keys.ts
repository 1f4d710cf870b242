/** Français : comment donner sa clé à une liste et signer pour que cela compte ; et ce qui expire. */
export const frKeys = {
  "waiting-do":
    "À faire : envoyez aux propriétaires, { $owner }, votre clé publique OpenPGP, ou un message signé avec votre certificat. Ils l'associent à votre adresse.",
  "waiting-do-ca":
    "À faire : envoyez un message avec la ligne VERIFY, signé avec votre certificat, à { $request }. Si la liste fait confiance à l'autorité qui l'a émis, il est connu dès lors. Sinon, ou si vous avez une clé OpenPGP, écrivez aux propriétaires, { $owner } : ils l'associent à votre adresse.",
  "waiting-do-openpgp":
    "À faire : envoyez votre clé publique OpenPGP aux propriétaires, { $owner }. Ils l'associent à votre adresse.",
  "waiting-do-smime":
    "À faire : envoyez aux propriétaires, { $owner }, un message signé avec votre certificat. Ils l'associent à votre adresse.",
  "waiting-do-smime-ca":
    "À faire : envoyez un message avec la ligne VERIFY, signé avec votre certificat, à { $request }. Si la liste fait confiance à l'autorité qui l'a émis, il est connu dès lors. Sinon, les propriétaires, { $owner }, en décident.",

  "expiry-subject-soon": "Votre clé expire bientôt",
  "expiry-subject-expired": "Votre clé a expiré",
  "expiry-1": "Voici la clé à laquelle { $list } vous reconnaît :",
  "expiry-key-openpgp-soon": "Clé OpenPGP { $fingerprint } : expire le { $date }",
  "expiry-key-openpgp-expired": "Clé OpenPGP { $fingerprint } : a expiré le { $date }",
  "expiry-key-smime-soon": "Certificat { $fingerprint } : expire le { $date }",
  "expiry-key-smime-expired": "Certificat { $fingerprint } : a expiré le { $date }",
  "expiry-then-soon":
    "Jusque-là, rien ne change. Après ce jour, la liste ne chiffre plus rien pour elle, et ce que vous signez avec elle ne compte pas.",
  "expiry-then-expired":
    "La liste ne chiffre plus rien pour elle, et ce que vous signez avec elle ne compte pas.",
  "expiry-do-openpgp":
    "À faire : donnez à votre clé une date plus lointaine dans votre programme de courrier, et joignez la clé publique à un message signé à { $request }. La même clé avec une date plus lointaine est prise aussitôt. Une nouvelle clé va aux propriétaires, { $owner }, qui l'associent à votre adresse.",
  "expiry-do-smime":
    "À faire : procurez-vous un nouveau certificat là où vous avez eu celui-ci, et envoyez aux propriétaires, { $owner }, un message signé avec lui. Ils l'associent à votre adresse.",
  "expiry-do-smime-ca":
    "À faire : procurez-vous un nouveau certificat là où vous avez eu celui-ci, et signez avec lui votre prochain message à la liste, ou un message avec la ligne VERIFY à { $request }. Il est pris aussitôt. Si vous avez une question : { $owner }",

  "expiry-owners-subject": "Clés qui expirent : { $list }",
  "expiry-owners-1": "Ces clés de { $list } expirent bientôt ou ont expiré :",
  "expiry-owners-member": "{ $who } : { $key }",
  "expiry-owners-own": "La liste elle-même : { $key }",
  "expiry-owners-more": "et { $count } autres",
  "expiry-owners-told": "Chaque abonné dont c'est la clé en a été informé, et de ce qu'il faut faire.",
  "expiry-owners-do":
    "Quand une nouvelle clé arrive : conclave key import { $list } --member ADRESSE FICHIER",
  "expiry-owners-do-own":
    "La liste elle-même a besoin d'une nouvelle clé : conclave key rotate { $list } --scheme { $scheme }",

  "do-not-signed":
    "Activez « Signer » dans votre programme, utilisez la clé que les propriétaires connaissent comme la vôtre, et renvoyez-le.",
  "do-not-signed-ca":
    "Activez « Signer » dans votre programme, utilisez votre certificat d'une autorité à laquelle la liste fait confiance, ou la clé que les propriétaires connaissent comme la vôtre, et renvoyez-le.",
  "do-scenario-refused-signed":
    "Activez « Signer » dans votre programme, utilisez la clé que les propriétaires connaissent comme la vôtre, et renvoyez-le.",
  "do-scenario-refused-signed-ca":
    "Activez « Signer » dans votre programme, utilisez votre certificat d'une autorité à laquelle la liste fait confiance, ou la clé que les propriétaires connaissent comme la vôtre, et renvoyez-le.",
  "sign-do-expired":
    "Procurez-vous un nouveau certificat ou une nouvelle clé, ou prolongez votre clé, donnez-la aux propriétaires, { $owner }, et renvoyez votre message signé avec elle.",
  "sign-do-expired-ca":
    "Procurez-vous un nouveau certificat d'une autorité à laquelle la liste fait confiance, ou prolongez votre clé OpenPGP et donnez-la aux propriétaires, { $owner }. Puis renvoyez votre message signé ainsi.",
  "sign-do-revoked":
    "Procurez-vous un nouveau certificat ou une nouvelle clé, donnez-les aux propriétaires, { $owner }, et renvoyez votre message signé ainsi.",
  "sign-do-revoked-ca":
    "Procurez-vous un nouveau certificat d'une autorité à laquelle la liste fait confiance, ou donnez une nouvelle clé OpenPGP aux propriétaires, { $owner }. Puis renvoyez votre message signé ainsi.",
  "sign-do-untrusted":
    "Procurez-vous un certificat d'une autorité à laquelle la liste fait confiance, ou donnez le vôtre aux propriétaires, { $owner }, qui peuvent l'associer à votre adresse, et renvoyez votre message.",
  "sign-do-purpose":
    "Procurez-vous un nouveau certificat prévu pour le courrier (emailProtection), donnez-le aux propriétaires, { $owner }, et renvoyez votre message signé avec lui.",
  "sign-do-purpose-ca":
    "Procurez-vous un nouveau certificat prévu pour le courrier (emailProtection) d'une autorité à laquelle la liste fait confiance, et renvoyez votre message signé avec lui. Si vous avez une question : { $owner }",

  "archive-subject": "{ $list } : ce que vous avez demandé",
  "archive-1": "Vous avez demandé des messages de { $list }. Joints : { $numbers }",
  "archive-post": "Message { $number }, { $date }",
  "archive-gone":
    "Les messages de { $list } que vous avez demandés ne sont plus gardés : rien n'est joint. INDEX dit lesquels existent.",
  "archive-no-key":
    "Vous avez demandé des messages de { $list }. Ils partent chiffrés ou pas du tout, et nous n'avons aucune clé de vous pour laquelle chiffrer. Donnez une clé aux propriétaires et demandez de nouveau : { $owner }",
  "archive-no-key-ca":
    "Vous avez demandé des messages de { $list }. Ils partent chiffrés ou pas du tout, et nous n'avons aucune clé de vous pour laquelle chiffrer. Demandez de nouveau dans un message à { $request } signé avec votre certificat. Si vous n'en avez aucun d'une autorité à laquelle la liste fait confiance, donnez une clé aux propriétaires : { $owner }",

  "command-no-key":
    "Rien n'a été fait. Cela part chiffré ou pas du tout, et la liste n'a aucune clé de vous pour laquelle chiffrer. Envoyez votre clé aux propriétaires.",
  "command-no-key-ca":
    "Rien n'a été fait. Cela part chiffré ou pas du tout, et la liste n'a aucune clé de vous pour laquelle chiffrer. Signez votre message avec un certificat d'une autorité à laquelle la liste fait confiance, ou envoyez votre clé aux propriétaires.",
  "command-refused-unsigned":
    "Rien n'a été fait. La liste veut que ce soit signé, avec la clé qu'elle connaît comme la vôtre. Signez votre message, et écrivez la commande dans son texte.",
  "command-refused-unsigned-ca":
    "Rien n'a été fait. La liste veut que ce soit signé, avec un certificat d'une autorité à laquelle elle fait confiance, ou avec la clé qu'elle connaît comme la vôtre. Signez votre message, et écrivez la commande dans son texte.",
  "command-verify-do":
    "Signez avec la clé que les propriétaires connaissent comme la vôtre, ou demandez-leur : { $owner }",
  "command-verify-do-ca":
    "Signez avec votre certificat d'une autorité à laquelle la liste fait confiance, ou avec la clé que les propriétaires connaissent comme la vôtre, ou demandez-leur : { $owner }",
};
