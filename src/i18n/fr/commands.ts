/** Français : ce que l'on répond aux commandes par courrier, et les messages qui demandent un mot en retour. */
export const frCommands = {
  "command-subject": "{ $list } : ce qu'il est advenu de votre message",
  "command-subject-site": "Ce qu'il est advenu de votre message",
  "command-unknown": "Passées, car ce ne sont pas des commandes : les lignes { $lines }.",
  "command-stopped-unknown": "Ce qui se trouve après n'a pas été lu.",
  "command-stopped-too-many":
    "Seules les { $count } premières commandes d'un message sont lues. Envoyez les autres dans un nouveau message.",
  "command-too-many-wishes":
    "Rien n'a été fait. Un message peut demander { $count } choses. Envoyez ceci dans un nouveau message.",
  "command-none": "Votre message n'a aucune commande dans son texte. Voici les commandes, une par ligne :",
  "command-quotes-nothing": "Nous ne citons ici rien de votre message, volontairement.",
  "command-human": "Quelqu'un vous répond ici : { $owner }",

  "command-added":
    "Votre message porte du texte à côté d'une partie signée, de sorte que personne ne peut dire ce qui a été signé. Rien n'a été fait. Envoyez les commandes dans un nouveau message.",
  "command-no-integrity":
    "Votre message était chiffré d'une manière qui peut être modifiée en chemin, et non signé. Rien n'a été fait. Signez-le et renvoyez-le.",
  "command-no-from":
    "Votre message ne dit pas dans un seul From qui l'a écrit. Rien n'a été fait. Renvoyez-le de votre propre adresse.",
  "command-other-sender":
    "Votre message a été envoyé pour une autre adresse que celle de son From, et il n'est pas signé. Rien n'a été fait. Signez-le, ou envoyez-le de l'adresse qu'il nomme.",
  "command-wrong-time":
    "Votre message a été signé il y a trop longtemps, dans le futur, ou sans heure. Rien n'a été fait. Réglez l'horloge de votre appareil et renvoyez-le.",
  "command-sealed":
    "Votre message est chiffré ou illisible, et cette adresse n'ouvre rien. Rien n'a été fait. Envoyez-le à l'adresse de la liste elle-même : LISTE-request@{ $domain }",
  "command-not-read":
    "Rien n'a été fait. La liste n'a pas pu lire votre message, ou il est arrivé par une voie qu'elle n'accepte pas.",
  "command-for-others":
    "Rien n'a été fait. Ce que vous avez signé nomme une autre adresse à laquelle c'est destiné. Écrivez les commandes dans un nouveau message à cette adresse.",
  "command-replayed":
    "Rien n'a été fait. Ce que vous avez signé a déjà compté une fois. Écrivez un nouveau message.",

  "command-syntax": "Rien n'a été fait. Écrivez-le ainsi : { $syntax }",
  "command-names-no-list": "Rien n'a été fait. Dites quelle liste : son nom vient en premier.",
  "command-no-such-list":
    "Rien n'a été fait. Il n'y a pas ici de liste de ce nom. LISTS montre celles qu'il y a.",
  "command-other-list":
    "Rien n'a été fait. Cette adresse est pour sa propre liste. Écrivez à l'adresse -request de l'autre liste.",
  "command-on-no-list": "Rien n'a été fait. Vous n'êtes ici sur aucune liste.",
  "command-refused": "Rien n'a été fait : { $reason }.",
  "command-refused-signed":
    "Rien n'a été fait : { $reason }. Signez votre message, et écrivez la commande dans son texte.",
  "command-refused-moderator":
    "Rien n'a été fait. Seuls les propriétaires et les modérateurs de la liste peuvent faire cela.",
  "command-refused-own":
    "Rien n'a été fait. Vous pouvez changer votre propre abonnement, et celui de personne d'autre.",
  "command-listmaster": "Rien n'a été fait. C'est à qui exploite le serveur d'en décider.",
  "command-already": "Rien n'a été fait. Cette adresse est déjà sur la liste.",
  "command-not-found": "Rien n'a été fait. Il n'y a ici personne, ni rien, de ce nom.",
  "command-keeps-nothing": "Rien n'a été fait. La liste ne conserve aucun message.",
  "command-keeps-nothing-keys":
    "Rien n'a été fait. La liste ne conserve aucun message : elle utilise des clés, et ses propriétaires n'ont pas réglé archive_with_keys = confirmed.",
  "command-no-such-post":
    "Rien n'a été fait. La liste ne conserve pas un tel message. INDEX montre lesquels il y a.",
  "command-bad-input": "Rien n'a été fait. Ce qui suit la commande n'est pas juste.",
  "command-not-allowed":
    "Rien n'a été fait. Les règles de la liste ne le permettent pas, ou cela a été assez demandé aujourd'hui.",
  "command-failed": "Rien n'a été fait, car quelque chose n'a pas marché ici. Réessayez dans une heure.",

  "command-key-sent":
    "Un message avec une question part à { $address }, si c'est nécessaire. Rien ne se passe avant la réponse.",
  "command-key-gone":
    "Rien n'a été fait. La clé n'est pas connue ici : elle a servi, son temps est écoulé, ou elle était destinée à autre chose.",
  "command-owner-asked":
    "Les propriétaires de la liste ont été consultés. Vous apprendrez ce qu'ils décident.",
  "command-joined": "{ $address } est sur { $list }.",
  "command-left": "{ $address } n'est plus sur { $list }.",
  "command-left-staff": "{ $address } ne reçoit plus les messages de { $list }, et s'en occupe toujours.",
  "command-returned": "{ $address } est de nouveau sur { $list }, comme avant.",
  "command-invited": "Une invitation a été envoyée à { $address }.",
  "command-set": "Votre choix pour { $list } compte dès maintenant.",
  "command-info-request": "Où envoyer les commandes : { $request }",
  "command-info-owner": "Qui s'en occupe : { $owner }",
  "command-review": "{ $list } : { $count } abonnés.",
  "command-review-hidden": "{ $count } autres ne sont pas montrés.",
  "command-reminded": "On écrit à { $count } abonnés.",
  "command-nothing-waits": "Rien n'attend.",
  "command-waits": "{ $number }  { $date }  { $why }",
  "command-more": "et { $count } autres",
  "command-accepted":
    "Le message { $number } part maintenant aux abonnés. Si une autre règle le retient, vous en entendrez de nouveau parler.",
  "command-rejected":
    "Le message { $number } est effacé. Son expéditeur en est informé, là où on peut le lui dire.",
  "command-no-reason": "Un propriétaire de la liste ne l'a pas laissé partir.",
  "command-no-lists": "Il n'y a pas ici de liste qui vous soit montrée.",
  "command-which-none": "{ $address } n'est ici sur aucune liste.",
  "command-which-off": "{ $list }  (ses messages ne vous parviennent pas)",
  "command-sent": "Messages gardés qui vous arrivent dans un courrier à part : { $count }.",
  "command-sent-rest":
    "Un seul courrier n'en contient pas plus. Demandez de nouveau à partir du numéro { $number }.",
  "command-index": "Messages gardés : { $count }.",
  "command-index-next": "D'autres sont gardés, à partir du numéro { $number }.",
  "command-echo": "Votre message est arrivé, et voici la réponse.",
  "command-password":
    "Il n'y a pas de mots de passe ici. Ce qui doit venir de vous, vous le confirmez en répondant à un message.",
  "command-verify-smtp": "Votre message compte pour { $list } comme non signé, de { $address }.",
  "command-verify-dkim":
    "Votre message compte pour { $list } comme non signé ; notre serveur de courrier garantit { $address }.",
  "command-verify-uncounted": "Il porte une signature, qui ne compte pas : { $why }.",
  "command-verify-md5": "Votre message compte pour { $list } comme confirmé par { $address }.",
  "command-verify-smime": "Votre message compte pour { $list } comme signé par { $address }, avec S/MIME.",
  "command-verify-pgp": "Votre message compte pour { $list } comme signé par { $address }, avec OpenPGP.",

  "command-help-help": "ce texte",
  "command-help-lists": "quelles listes il y a",
  "command-help-info": "à quoi sert une liste",
  "command-help-which": "sur quelles listes vous êtes",
  "command-help-subscribe": "s'abonner à une liste",
  "command-help-signoff": "quitter une liste ; * pour toutes",
  "command-help-set": "arrêter ou reprendre la réception, et vos autres choix",
  "command-help-review": "qui est sur une liste, si vous pouvez le voir",
  "command-help-stats": "combien y sont",
  "command-help-last": "recevoir le plus récent message gardé",
  "command-help-get": "recevoir des messages gardés, par numéro ou par mois",
  "command-help-index": "quels messages sont gardés",
  "command-help-verify": "pour quoi compte votre signature",
  "command-help-echo": "une courte réponse, pour voir que le courrier passe",
  "command-help-password": "dit qu'il n'y a pas de mots de passe",
  "command-help-add": "pour les propriétaires : mettre quelqu'un sur une liste",
  "command-help-del": "pour les propriétaires : retirer quelqu'un d'une liste",
  "command-help-invite": "inviter quelqu'un à une liste",
  "command-help-remind": "pour les propriétaires : rappeler à tous les abonnés qu'ils y sont",
  "command-help-modindex": "pour les modérateurs : quels messages attendent",
  "command-help-distribute": "pour les modérateurs : laisser partir un message",
  "command-help-reject": "pour les modérateurs : effacer un message et dire pourquoi à son expéditeur",
  "command-help-confirm": "rapporter une clé qui vous a été envoyée",
  "command-help-auth": "de même, en disant à quoi sert la clé",
  "command-help-quit": "ce qui se trouve après n'est pas lu",

  "command-post-confirmed":
    "Votre message continue : les règles de la liste sont consultées encore une fois.",

  "confirm-subject": "confirm { $key }",
  "confirm-1": "Quelqu'un, peut-être vous, a demandé ceci à { $list } : { $what }.",
  "confirm-do": "Était-ce vous ? Alors répondez à ce message, tel quel, jusqu'au { $date }.",
  "confirm-do-post": "Ou envoyez cette ligne à { $address } : CONFIRM { $key }",
  "confirm-else": "Si ce n'était pas vous, ne faites rien : il ne se passe rien.",
  "confirm-post":
    "Il s'agit du message du { $date } (Message-ID { $id }). Rien de ce qu'il dit ne figure ici, exprès.",
  "confirm-what-send": "transmettre aux abonnés un message de { $address }",
  "confirm-what-subscribe": "abonner { $address }",
  "confirm-what-unsubscribe": "désabonner { $address }",
  "confirm-what-add": "mettre { $address } sur la liste",
  "confirm-what-del": "retirer { $address } de la liste",
  "confirm-what-invite": "inviter { $address }",
  "confirm-what-remind": "rappeler la liste à tous les abonnés",
  "confirm-what-review": "voir qui est sur la liste",
  "confirm-what-info": "voir à quoi sert la liste",
  "confirm-what-archive": "recevoir des messages gardés",
  "confirm-what-own": "changer la façon dont les messages de la liste parviennent à { $address }",
  "confirm-what-moderate": "décider d'un message en attente",
  "confirm-what-other": "une commande au sujet de { $address }",

  "request-owner-subject": "{ $list } : { $address } attend votre décision",
  "request-owner-1": "{ $actor } a demandé ceci à { $list } : { $what }.",
  "request-owner-by-smtp":
    "Rien ne montre que c'est bien cette personne : chacun peut écrire cette adresse dans un message.",
  "request-owner-by-dkim": "Notre serveur de messagerie répond de l'adresse d'où cela vient.",
  "request-owner-by-md5": "Confirmé avec une clé envoyée à cette adresse.",
  "request-owner-by-smime": "Signé avec son certificat S/MIME.",
  "request-owner-by-pgp": "Signé avec sa clé OpenPGP.",
  "request-owner-do":
    "À faire : répondez à ce message avec « accept » ou « reject » comme première ligne. Ou sur le serveur : conclave request accept { $number }, ou request reject { $number }",
  "request-owner-do-signed":
    "À faire : répondez à ce message, signé, avec « accept { $number } » ou « reject { $number } » comme première ligne. Ou sur le serveur : conclave request accept { $number }, ou request reject { $number }",
  "request-owner-until": "Cela attend jusqu'au { $date }. La réponse d'un seul propriétaire suffit.",
  "request-accepted-subject": "{ $list } : un propriétaire a dit oui",
  "request-accepted": "Un propriétaire de { $list } a accepté ce qui était demandé : { $what }.",
  "request-rejected-subject": "{ $list } : un propriétaire a dit non",
  "request-rejected": "Un propriétaire de { $list } n'a pas accepté ce qui était demandé : { $what }.",
  "request-reason": "Il écrit : { $reason }",
  "request-human": "Si vous avez une question : { $owner }",
  "request-done": "C'est fait : la demande { $number } est acceptée.",
  "request-refused": "C'est fait : la demande { $number } est rejetée.",
  "request-gone": "Rien n'a été fait. C'est déjà décidé, ou le temps est écoulé.",
  "request-not-done": "La demande { $number } n'a pas pu être exécutée : { $why }",
  "request-not-understood":
    "Rien n'a été fait. Écrivez « accept { $number } » ou « reject { $number } » comme première ligne.",
  "request-not-signed":
    "Rien n'a été fait. La liste veut que votre réponse soit signée, avec la clé qu'elle connaît comme la vôtre, et récente ({ $why }).",
  "request-not-you": "Rien n'a été fait. La réponse est venue d'une autre adresse que la vôtre.",
};
