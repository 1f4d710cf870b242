/** Français : ce qui se lit dans les messages, et ce que les expéditeurs et les abonnés apprennent des leurs. */
export const frNotices = {
  "sealed-subject": "message chiffré { $number }",
  "from-via": "{ $name } via { $list }",

  "block-subject": "Objet : { $value }",
  "block-from": "De : { $value }",
  "block-date": "Date : { $value }",
  "block-unsigned": "{ $line } (non signé)",
  "block-to": "À : { $value }",
  "block-cc": "Copie : { $value }",
  "block-signed": "Signature : valable, de { $who }",
  "block-signed-anonymous": "Signature : valable, d'un abonné",
  "block-not-signed": "Signature : aucune qui compte ({ $why })",
  "block-encrypted": "Chiffré en chemin vers la liste : oui",
  "block-not-encrypted": "Chiffré en chemin vers la liste : non",
  "block-signature-lost": "La signature de l'auteur n'a pas pu être transmise.",
  "block-no-integrity": "Son chiffrement ne protège pas des modifications : ne vous fiez pas au texte.",
  "clear-mark-openpgp":
    "Cet exemplaire a quitté la liste en clair : la liste chiffre pour des clés OpenPGP et n'en a aucune de vous qu'elle puisse utiliser.",
  "clear-mark-smime":
    "Cet exemplaire a quitté la liste en clair : la liste chiffre pour des certificats et n'en a aucun de vous qu'elle puisse utiliser.",
  "clear-mark-both":
    "Cet exemplaire a quitté la liste en clair : la liste n'a de vous ni clé OpenPGP ni certificat qu'elle puisse utiliser.",
  "clear-mark-all":
    "Ce message est arrivé chiffré. La liste le transmet en clair, comme l'ont décidé ses propriétaires.",

  "waiting-subject": "Un message vous attend",
  "waiting-subject-none": "Un message n'a pas pu être chiffré pour vous",
  "waiting-1":
    "Quelqu'un a écrit à { $list }. Nous n'avons pas pu chiffrer le message pour vous ; vous ne l'avez donc pas reçu.",
  "waiting-why": "La raison : { $why }.",
  "waiting-why-no-key": "nous n'avons aucune clé de vous",
  "waiting-why-only-openpgp":
    "la liste ne chiffre que pour des clés OpenPGP, et de vous nous avons le certificat { $fingerprint }",
  "waiting-why-only-smime":
    "la liste ne chiffre que pour des certificats, et de vous nous avons la clé OpenPGP { $fingerprint }",
  "waiting-why-expired": "votre clé { $fingerprint } a expiré le { $date }",
  "waiting-why-unusable": "votre clé { $fingerprint } n'est pas utilisable : { $reason }",
  "waiting-why-changed": "il était chiffré pour une de vos clés que la liste n'utilise plus",
  "waiting-do-changed":
    "Ce qui viendra ensuite est chiffré pour la clé que vous avez maintenant. Ce que disait ce message, son auteur ou les propriétaires, { $owner }, peuvent vous le dire.",
  "waiting-kept-one":
    "1 message est gardé pour vous jusqu'au { $date }. Il arrive dès que votre clé fonctionne.",
  "waiting-kept-more":
    "{ $count } messages sont gardés pour vous, le plus ancien jusqu'au { $date }. Ils arrivent dès que votre clé fonctionne.",
  "waiting-you": "Vous recevez ceci sous { $address }, au plus une fois par jour.",

  "refused-subject": "Votre message à { $list } n'a pas été transmis",
  "refused-1": "Votre message du { $date } (Message-ID { $id }) nous est parvenu. Aucun abonné ne l'a reçu.",
  "held-subject": "Votre message à { $list } attend un propriétaire",
  "held-1":
    "Votre message du { $date } (Message-ID { $id }) nous est parvenu. Aucun abonné ne l'a encore reçu.",
  "warned-subject": "Votre message à { $list } est arrivé en clair",
  "warned-1": "Votre message du { $date } (Message-ID { $id }) est parti aux abonnés.",
  "warned-2":
    "Il répond à un message chiffré et il est arrivé en clair : n'importe qui en chemin a pu le lire, avec ce qu'il cite.",
  "warned-do":
    "À faire : la prochaine fois, activez « Chiffrer » avant de répondre. Un message à { $sendkey } vous apporte la clé de la liste.",
  "refused-reason": "La raison : { $reason }.",
  "refused-do": "À faire : { $do }",
  "refused-kept":
    "Un propriétaire peut le regarder pendant { $days } jours. Vous pouvez le renvoyer sans crainte.",
  "held-kept": "Il attend un propriétaire pendant { $days } jours. Inutile de le renvoyer.",
  "held-kept-on": "Il attend jusqu'à ce qu'un propriétaire décide. Inutile de le renvoyer.",
  "held-waits": "Celui-ci attend un propriétaire pendant { $days } jours.",
  "held-waits-on": "Celui-ci attend jusqu'à ce qu'un propriétaire décide.",
  "refused-no-quote": "Nous ne citons ici rien de votre message, volontairement.",
  "refused-human": "Quelqu'un vous répond ici : { $owner }",

  "reason-not-sealed": "il n'était pas chiffré pour la liste",
  "do-not-sealed":
    "Activez « Chiffrer » dans votre programme et renvoyez-le. Un message à { $sendkey } vous apporte la clé de la liste.",
  "reason-not-signed": "il ne porte aucune signature d'abonné qui compte ({ $why })",
  "reason-not-signed-changed":
    "quelque chose a été ajouté en chemin, de sorte que sa signature n'en couvre qu'une partie",
  "do-not-signed-changed":
    "Un serveur de courrier ou une liste ajoute en chemin du texte aux messages. Demandez à ceux qui l'exploitent de laisser intacts les messages signés, ou chiffrez le vôtre.",
  "reason-cannot-open": "nous n'avons pas pu le déchiffrer",
  "do-cannot-open":
    "Chiffrez-le pour la clé actuelle de la liste et renvoyez-le. Un message à { $sendkey } vous apporte la clé.",
  "reason-key-compromised": "nous n'avons pas pu le déchiffrer, et une clé de la liste ne compte plus",
  "do-key-compromised":
    "Demandez à un propriétaire les chiffres de la nouvelle clé de la liste, chiffrez le message pour cette clé et renvoyez-le. Un message à { $sendkey } vous apporte la clé.",
  "reason-cannot-reopen":
    "un abonné qui l'attendait a maintenant une clé, et nous ne pouvons plus le déchiffrer",
  "do-cannot-reopen":
    "Rendez à la liste la clé pour laquelle il est chiffré (`conclave key import`), puis acceptez-le.",
  "reason-nonmember": "seuls les abonnés écrivent à cette liste sans demander",
  "do-nonmember": "Attendez un propriétaire, ou écrivez à { $owner }.",
  "reason-member-moderated": "les propriétaires regardent les messages avant leur diffusion",
  "do-member-moderated": "Attendez. Un propriétaire le regarde et le laisse partir.",
  "reason-nonmember-refused": "seuls les abonnés peuvent écrire à cette liste",
  "do-nonmember-refused": "Si vous voulez vous abonner, écrivez à { $owner }.",
  "reason-member-moderated-refused": "les abonnés ne peuvent pas écrire à cette liste",
  "do-member-moderated-refused": "Écrivez plutôt aux propriétaires : { $owner }.",
  "reason-too-large": "il dépasse { $limit } ko",
  "do-too-large": "Renvoyez-le sans grandes pièces jointes, ou attendez un propriétaire.",
  "reason-clock-ahead": "il a été signé { $hours } heures dans le futur : l'horloge de votre appareil avance",
  "do-clock-ahead": "Réglez l'horloge de votre appareil et renvoyez-le.",
  "reason-too-old": "il a été signé il y a { $days } jours",
  "do-too-old": "Signez-le de nouveau et renvoyez-le.",
  "reason-no-signed-time": "sa signature ne dit pas quand elle a été faite",
  "do-no-signed-time":
    "Envoyez-le avec un programme qui écrit l'heure dans la signature, ou attendez un propriétaire.",
  "reason-signed-for-others":
    "il a été signé pour quelqu'un d'autre : ses champs signés To et Cc ne nomment pas la liste",
  "do-signed-for-others": "Signez-le de nouveau, avec l'adresse de la liste dans To ou Cc, et renvoyez-le.",
  "reason-strange-history":
    "sa signature parle de listes par lesquelles il est passé, et cela ne peut être lu ou n'est pas signé par une clé connue ici",
  "do-strange-history": "Envoyez-le vous-même à cette liste, et non par l'intermédiaire d'une autre liste.",
  "reason-revocation-unknown":
    "personne n'a encore pu dire si le certificat de sa signature a été révoqué : son autorité est interrogée",
  "do-revocation-unknown":
    "Attendez : il part de lui-même dès la réponse, ou quand un propriétaire le laisse passer.",
  "reason-replayed": "le même texte signé a déjà été envoyé, ici ou à une autre adresse",
  "do-replayed": "Signez-le de nouveau, avec l'adresse de la liste dans To, et renvoyez-le.",
  "reason-opened-elsewhere": "le même texte chiffré a déjà été envoyé ailleurs",
  "do-opened-elsewhere": "Chiffrez-le de nouveau pour cette liste et renvoyez-le.",
  "reason-no-integrity": "son chiffrement ne protège pas des modifications, et personne ne l'a signé",
  "do-no-integrity": "Signez-le, ou utilisez un programme qui chiffre avec AES-GCM, et renvoyez-le.",
  "reason-not-whole": "une partie seulement en est chiffrée ou signée",
  "do-not-whole": "Renvoyez-le comme un seul message chiffré et signé, sans rien à côté.",
  "reason-not-whole-changed": "quelque chose a été ajouté en chemin à ce qui était chiffré",
  "do-not-whole-changed":
    "Un serveur de courrier ou une liste ajoute en chemin du texte aux messages. Demandez à ceux qui l'exploitent de laisser intacts les messages chiffrés, ou envoyez-le par une autre voie.",
  "reason-malformed": "ce n'est pas un message bien formé",
  "do-malformed": "Renvoyez-le avec un autre programme.",
  "reason-loop": "il est déjà passé par cette liste",
  "do-loop": "Écrivez un nouveau message au lieu de faire suivre celui-ci.",
  "reason-clear-not-confirmed":
    "il est arrivé chiffré, et les réglages de la liste le feraient partir en clair",
  "do-clear-not-confirmed": "Attendez. Un propriétaire doit décider des réglages de la liste.",
  "reason-not-sendable": "une partie signée ne peut pas être transmise sans modification",
  "do-not-sendable": "Renvoyez-le avec un autre programme.",
  "reason-header-too-long": "un champ de son en-tête, par exemple l'objet, est trop long pour être transmis",
  "do-header-too-long": "Raccourcissez l'objet et renvoyez-le.",
  "reason-owners-without-key":
    "il est arrivé chiffré pour les propriétaires, et aucun d'eux n'a de clé pour laquelle le chiffrer",
  "do-owners-without-key":
    "Attendez, ou joignez un propriétaire par une autre voie. Il est gardé jusqu'à ce que l'un d'eux ait une clé.",
  "reason-names-author": "sa forme dit qui l'a écrit, et cela ne peut pas être ôté",
  "do-names-author": "Renvoyez-le sans le signer.",
  "reason-clear-reply": "il répond à un message chiffré et il est arrivé en clair",
  "do-clear-reply":
    "Chiffrez votre réponse et renvoyez-la. Si n'importe qui en chemin peut la lire, dites-le aux propriétaires : { $owner }.",
  "reason-bounce": "un exemplaire est revenu",

  "key-rotated-subject": "{ $list } a une nouvelle clé",
  "key-rotated-1":
    "{ $list } a une nouvelle clé. Ce message est signé par elle ; la partie ci-dessous, qui porte la clé, est signée aussi par celle que vous connaissez :",
  "key-rotated-do":
    "À faire : vérifiez que votre programme trouve cette signature bonne, importez la nouvelle clé et chiffrez pour elle dès aujourd'hui. L'ancienne clé ouvre encore { $days } jours, puis elle est effacée.",
  "key-compromised-subject": "N'utilisez plus l'ancienne clé de { $list }",
  "key-compromised-1":
    "Quelqu'un d'autre a peut-être l'ancienne clé de { $list }. Ne chiffrez plus rien pour elle, et ne croyez rien de ce qu'elle signe à partir d'aujourd'hui :",
  "key-compromised-do":
    "Il y a une nouvelle clé. Ce message ne peut pas prouver qu'elle est celle de la liste : comparez ses chiffres avec un propriétaire, par téléphone ou de vive voix, avant de l'utiliser.",

  "sendkey-subject": "La clé de { $list }",
  "sendkey-1":
    "Les clés de { $list } sont jointes. Importez l'une d'elles, et votre programme pourra chiffrer pour { $address }.",
  "sendkey-openpgp": "Clé OpenPGP : { $fingerprint }",
  "sendkey-smime": "Certificat (SHA-256) : { $fingerprint }",
  "sendkey-none-subject": "{ $list } n'a pas de clé",
  "sendkey-none-signing":
    "Cette liste n'a pas de clé à elle : rien ne peut être chiffré pour elle. Écrivez en clair à { $address }, et signez avec la clé que ses propriétaires connaissent comme la vôtre.",
  "sendkey-none": "Cette liste n'a pas de clé. Écrivez à { $address } comme à tout le monde.",
  "sendkey-forms":
    "Votre programme veut-il une autre forme ? Écrivez de nouveau ici avec un seul mot comme objet : pem, der, pkcs7 ou openpgp.",
  "sendkey-form-pem": "list-chain.pem contient le certificat et ceux des autorités au-dessus, en PEM.",
  "sendkey-form-der":
    "Chaque certificat est un fichier à part, en DER : list-certificate.cer est celui de la liste, list-authority-1.cer celui de l'autorité au-dessus.",
  "sendkey-form-pkcs7":
    "list-certificate.p7c contient le certificat et ceux des autorités au-dessus, en PKCS#7. Ouvrez-le et importez tout ce qu'il contient.",
  "sendkey-form-openpgp": "list-key.asc contient la clé, en texte.",
  "sendkey-compare": "Avant de vous fier à une clé, comparez ses chiffres avec quelqu'un qui les connaît.",
  "sendkey-authority":
    "Votre programme demande-t-il une autorité de confiance ? Importez list-authority.crt comme telle, pour le courrier. Elle garantit { $address } et personne d'autre. Votre programme montre ses chiffres ; comparez-les aussi :",
  "sendkey-authority-sha256": "Autorité (SHA-256) : { $fingerprint }",
  "sendkey-authority-sha1": "Autorité (SHA-1, sous Windows) : { $fingerprint }",
  "sendkey-authority-thunderbird":
    "Thunderbird : Paramètres, Vie privée et sécurité, Gérer les certificats, Autorités, Importer, pour identifier les utilisateurs de courrier. Importez ensuite list-certificate.crt sous Personnes.",
  "sendkey-authority-apple":
    "Apple Mail : ouvrez les deux fichiers dans Trousseaux d'accès ; pour l'autorité, réglez S/MIME sur « Toujours approuver ».",
  "sendkey-authority-outlook":
    "Outlook : ouvrez list-authority.crt et choisissez « Installer un certificat », dans « Autorités de certification racines de confiance ». Enregistrez ensuite la liste comme contact, avec list-certificate.crt sous « Certificats ».",
};
