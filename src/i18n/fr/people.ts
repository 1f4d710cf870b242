/** Français : ce que chacun apprend de son abonnement, et les propriétaires des arrivées et des départs. */
export const frPeople = {
  "autoresponse-subject": "Réponse automatique : { $list }",

  "posted-subject": "Votre message à { $list } est parti",
  "posted-1": "Votre message du { $date } (Message-ID { $id }) est parti aux abonnés de { $list }.",
  "posted-why":
    "Vous avez demandé à le savoir chaque fois. Pour que cela cesse, envoyez cette ligne à { $request } : SET { $name } NOACK",

  "goodbye-subject": "Vous avez quitté { $list }",
  "goodbye-1": "{ $address } n'est plus sur { $list }. Ses messages ne vous parviennent plus.",
  "goodbye-undo":
    "Était-ce une erreur, ou n'était-ce pas vous ? Répondez à ce message, tel quel, jusqu'au { $date } : tout redevient comme avant.",
  "goodbye-removed-subject": "Vous n'êtes plus sur { $list }",
  "goodbye-removed": "Un propriétaire vous a retiré de la liste. Si vous avez une question : { $owner }",

  "invite-subject": "Vous êtes invité à { $list }",
  "invite-1": "Un propriétaire de { $list } vous invite, { $address }, à vous y abonner.",
  "invite-about": "De quoi il s'agit : { $about }",
  "invite-do": "À faire si vous le voulez : répondez à ce message, tel quel. Vous serez alors sur la liste.",
  "invite-else":
    "Sinon, ne faites rien : vous n'en entendrez plus parler. L'invitation prend fin le { $date }. Quelqu'un vous répond ici : { $owner }",

  "remind-subject": "Vous êtes sur { $list }",
  "remind-1": "Vous êtes sur { $list } sous { $address }, depuis le { $date }.",
  "remind-away": "Ses messages ne vous parviennent pas : la réception est coupée.",
  "remind-away-until": "Ses messages ne vous parviennent pas jusqu'au { $date }.",
  "remind-write": "Pour lui écrire : { $list }.",
  "remind-leave": "Pour la quitter : un message vide à { $leave }. Pour toute autre chose : { $owner }.",

  "moved-subject": "Votre adresse sur { $list } a changé",
  "moved-1":
    "Vous êtes maintenant sur { $list } sous { $address }, et non plus sous { $old }. Ses messages vont là.",
  "moved-key": "Votre clé est la même qu'avant.",
  "moved-do": "Ce n'était pas votre souhait ? Écrivez aussitôt à { $owner }.",

  "joinkey-subject": "{ $list } a besoin de votre clé",
  "joinkey-1":
    "Vous, { $address }, pouvez rejoindre { $list }. Ses messages sont chiffrés pour chaque abonné ; il lui faut donc d'abord une clé de vous.",
  "joinkey-none":
    "Votre réponse n'a apporté aucune clé utilisable. Elle doit nommer { $address }, pouvoir chiffrer et signer, et ne pas avoir expiré.",
  "joinkey-do":
    "À faire : répondez à ce message avec votre clé publique OpenPGP en pièce jointe, ou signé avec votre certificat, jusqu'au { $date }.",
  "joinkey-human": "Quelqu'un vous répond ici : { $owner }",
  "joinkey-asked": "Il manque une chose : une clé. Un message à { $address } dit comment l'envoyer.",
  "challenge-subject": "Est-ce votre clé ?",
  "challenge-1":
    "Ce message est chiffré pour { $fingerprint }. Vous pouvez le lire, vous avez donc cette clé.",
  "challenge-not-signed": "Votre réponse n'était pas signée avec elle.",
  "challenge-do":
    "À faire : répondez à ce message, signé avec la même clé, jusqu'au { $date }. Vous serez alors sur { $list }.",
  "challenge-else": "Vous n'avez pas demandé cela ? Alors ne faites rien : il ne se passe rien.",
  "joinkey-refused-subject": "Vous n'êtes pas encore sur { $list }",
  "joinkey-refused":
    "{ $list } n'a pas pu vous accepter avec cette clé. Demandez à ses propriétaires : { $owner }",
  "joinkey-ask-subject": "{ $list } : envoyez votre clé",
  "joinkey-ask-1":
    "Vous, { $address }, êtes sur { $list }. La liste peut chiffrer pour vous dès qu'elle a une clé de vous.",
  "keygiven-subject": "{ $list } a votre clé",
  "keygiven-taken":
    "{ $list } connaît maintenant votre clé { $fingerprint } : ce qu'elle chiffre pour vous l'est avec elle, et ce que vous signez avec elle compte.",
  "keygiven-waits-subject": "{ $list } : votre clé attend les propriétaires",
  "keygiven-waits":
    "Votre clé { $fingerprint } est arrivée et n'a pas été prise : vous en aviez une autre ici, et un propriétaire doit dire que celle-ci est la vôtre. Écrivez-leur : { $owner }",

  "joined-owner-subject": "{ $list } : { $address } s'est abonné",
  "joined-owner-1": "{ $address } est maintenant sur { $list }, de son propre gré.",
  "left-owner-subject": "{ $list } : { $address } est parti",
  "left-owner-1": "{ $address } n'est plus sur { $list }, de son propre gré.",
  "added-owner-subject": "{ $list } : { $address } a été ajouté",
  "added-owner-1": "{ $address } est maintenant sur { $list } : ajouté par { $by }, par courrier.",
  "removed-owner-subject": "{ $list } : { $address } a été retiré",
  "removed-owner-1": "{ $address } n'est plus sur { $list } : retiré par { $by }, par courrier.",
  "change-owner-scenario":
    "Il n'y a rien à faire. Qui y est : `conclave member list { $list }`. Un scénario de la liste dit que vous l'apprenez : `conclave list scenario { $list }`",
  "change-owner-do":
    "Il n'y a rien à faire. Qui y est : `conclave member list { $list }`. Pour ne plus en entendre parler : `conclave list config { $list } admin_notify_mchanges=no`",

  "welcome-subject": "Bienvenue sur { $list }",
  "welcome-subject-try": "Bienvenue sur { $list }. Une chose à essayer.",
  "welcome-1": "Vous êtes sur { $list } sous { $address }. Ses propriétaires s'en occupent : { $owner }",
  "welcome-sealed":
    "Ses messages sont chiffrés : seuls les abonnés peuvent les ouvrir. Ce serveur ouvre chaque message un instant pour le chiffrer pour vous.",
  "welcome-sealed-received":
    "Ce qui lui arrive chiffré repart chiffré : seuls les abonnés peuvent l'ouvrir. Ce serveur ouvre un tel message un instant pour le chiffrer pour vous. Ce qui arrive en clair peut repartir en clair.",
  "welcome-try":
    "Une chose à essayer : répondez à ce message. La réponse va aux propriétaires seulement, et ils voient si cela fonctionne.",
  "welcome-write": "Pour écrire à tous : { $list }",
  "welcome-keys":
    "Pour chiffrer vers la liste, il faut sa clé, qui est jointe. Comparez-la avec la personne qui vous a invité :",
  "welcome-leave": "Pour partir, écrivez à { $leave }. Pour faire une pause, demandez à { $owner }.",

  "key-test-subject": "{ $list } : pouvez-vous lire ceci ?",
  "key-test-1":
    "Vous le pouvez : ce message a été chiffré pour votre clé { $fingerprint }, comme le sont les messages de { $list }.",
  "key-test-do":
    "À faire : répondez n'importe quoi, chiffré et signé comme vous écrivez à la liste. La réponse va aux propriétaires seulement, et ils voient que tout fonctionne.",
  "key-test-else": "Ce n'est pas votre clé, ou pas vous ? Dites-le aux propriétaires : { $owner }",
};
