/** Français : ce que les propriétaires et les modérateurs lisent des messages en attente, et les expéditeurs de leurs décisions. */
export const frModeration = {
  "owner-held-subject": "{ $list } : le message { $number } vous attend",
  "owner-held-1":
    "Le message { $number } à { $list } attend un propriétaire jusqu'au { $date }. Il est gardé tel qu'il est arrivé.",
  "owner-held-1-on":
    "Le message { $number } à { $list } attend un propriétaire. Il est gardé tel qu'il est arrivé.",
  "owner-held-reason": "La raison : { $reason }.",
  "owner-held-header": "Son en-tête, tel que n'importe qui en chemin pouvait le lire :",
  "owner-held-others":
    "Outre celui-ci, { $count } autres attendent. Quand ils sont nombreux, vous n'êtes pas averti de chacun : `conclave held list { $list }` les montre.",
  "owner-held-do":
    "À faire : `conclave held show { $number }`, puis `conclave held accept { $number }`, ou `held reject`, `held discard`, `held defer`, `held ask`.",
  "owner-held-no-key":
    "Vous ne pouvez pas répondre à ce message : la liste demande des signatures et n'a aucune clé de vous. `conclave key import` en associe une.",

  "reason-automatic": "un programme l'a envoyé de lui-même",
  "do-automatic": "Rien. Ici on ne lit que ce qu'une personne écrit.",
  "reason-answers-nothing": "il répond à une question que personne n'a posée ou qui est déjà tranchée",
  "do-answers-nothing": "Écrivez plutôt à { $owner }.",

  "decide-1": "À faire : répondez à ce message avec l'une de ces lignes comme première, et rien au-dessus :",
  "decide-1-signed":
    "À faire : répondez à ce message, signé avec la clé que la liste a de vous, avec l'une de ces lignes comme première :",
  "decide-accept": "accept { $number }   il part aux abonnés",
  "decide-reject":
    "reject { $number } RAISON   il est effacé ; son expéditeur lit votre raison, là où on peut la lui dire",
  "decide-reject-untold":
    "reject { $number } RAISON   il est effacé ; personne n'en est informé, comme toujours sur cette liste",
  "decide-discard": "discard { $number }   il est effacé ; personne n'en est informé",
  "decide-defer":
    "defer { $number }   il attend { $days } jours de plus ; pour trois : defer { $number } 3 days",
  "decide-ask": "ask { $number }   son expéditeur est prié de le renvoyer comme la liste l'accepte",
  "decide-show": "show { $number }   vous le recevez, chiffré pour votre clé",
  "decide-show-clear": "show { $number }   vous le recevez",
  "decide-address": "Les réponses vont à { $address }. Une réponse compte, et de vous seulement.",

  "moderation-subject": "{ $list } : au sujet du message { $number }",
  "moderation-subject-none": "{ $list } : votre réponse n'a rien décidé",
  "moderation-accepted":
    "Le message { $number } part maintenant aux abonnés. Si une autre règle le retient, vous en entendrez de nouveau parler.",
  "moderation-not-accepted":
    "Rien n'a été fait. Le message { $number } attend à cause de ce qu'il est ; l'accepter n'y change rien.",
  "moderation-rejected": "Le message { $number } est effacé, et { $told } reçoit votre raison.",
  "moderation-rejected-untold":
    "Le message { $number } est effacé. Son expéditeur n'a pas pu être informé : la liste ne répond jamais, personne ne garantit l'adresse, ou on lui a assez écrit aujourd'hui.",
  "moderation-discarded": "Le message { $number } est effacé. Personne n'en est informé.",
  "moderation-deferred": "Le message { $number } attend jusqu'au { $date }.",
  "moderation-asked": "{ $told } est prié de renvoyer le message { $number }. Il reste ici entre-temps.",
  "moderation-not-asked":
    "Rien n'a été fait. Renvoyer le message { $number } ne changerait rien, ou il ne nomme personne à qui le demander, ou on le lui a demandé hier ou aujourd'hui, ou on lui a assez écrit aujourd'hui.",
  "moderation-not-understood":
    "Rien n'a été fait. La première ligne de votre réponse n'est aucune de celles ci-dessous.",
  "moderation-other-number":
    "Rien n'a été fait. Votre réponse nomme un autre message que { $number }, auquel cette adresse est destinée.",
  "moderation-which":
    "Rien n'a été fait. Ce que vous avez signé ne dit pas de quel message il s'agit : écrivez son numéro, { $number }, derrière le premier mot.",
  "moderation-not-signed":
    "Rien n'a été fait. Au sujet du message { $number } est arrivée une réponse qui ne porte aucune signature de vous qui compte ({ $why }). Si elle n'était pas de vous, quelqu'un d'autre lit votre courrier.",
  "moderation-not-your-key":
    "Rien n'a été fait. Au sujet du message { $number } est arrivée une réponse signée avec une clé que la liste n'a pas de vous. Si elle était de vous, signez avec la clé que les propriétaires connaissent comme la vôtre. Sinon, quelqu'un d'autre lit votre courrier.",
  "moderation-not-you":
    "Rien n'a été fait. Au sujet du message { $number } est arrivée une réponse d'une autre adresse que la vôtre. Si elle n'était pas de vous, quelqu'un d'autre lit votre courrier.",
  "moderation-no-integrity":
    "Rien n'a été fait. Votre réponse au sujet du message { $number } était chiffrée d'une manière qui peut être modifiée en chemin, et non signée. Signez-la et renvoyez-la.",
  "moderation-wrong-time":
    "Rien n'a été fait. Votre réponse au sujet du message { $number } a été signée il y a trop longtemps, dans le futur, ou sans heure. Réglez l'horloge de votre appareil et répondez de nouveau.",
  "moderation-replayed":
    "Rien n'a été fait. Ce que vous avez signé au sujet du message { $number } a déjà compté une fois. Écrivez une nouvelle réponse.",
  "moderation-gone":
    "Rien n'a été fait. Ce à quoi vous avez répondu est déjà décidé, son temps est écoulé, ou votre réponse a déjà compté. `conclave held list { $list }` montre ce qui attend.",
  "moderation-no-copy":
    "Le message { $number } ne peut pas être montré : { $why }. `conclave held save { $number } FICHIER` l'écrit tel qu'il est arrivé.",
  "moderation-no-copy-key": "la liste n'a aucune clé de vous pour laquelle chiffrer",
  "moderation-no-copy-closed": "il ne s'ouvre pas avec les clés de la liste",
  "moderation-no-copy-elsewhere":
    "le même message chiffré a déjà été ouvert à une autre adresse, et ne l'est pour personne d'autre",
  "moderation-no-copy-html": "n'importe qui a pu le modifier en chemin, et il n'a pas de texte simple",
  "moderation-copy":
    "Le message { $number } à { $list } est joint, tel que la liste l'a lu. Il attend toujours.",

  "rejected-1":
    "Votre message du { $date } (Message-ID { $id }) nous est parvenu. Un propriétaire l'a regardé et ne l'a pas laissé partir aux abonnés.",
  "rejected-reason": "Il écrit : { $reason }",
  "rejected-do": "À faire : si vous pouvez y remédier, écrivez un nouveau message. Rien n'a été gardé.",

  "ask-subject": "Veuillez renvoyer votre message à { $list }",
  "ask-1":
    "Votre message du { $date } (Message-ID { $id }) nous est parvenu. Nous n'avons pas pu le prendre, et un propriétaire vous prie de le renvoyer.",
  "ask-new": "Envoyez-le comme un nouveau message : le même encore une fois serait pris pour une copie.",
  "key-attached": "La clé de la liste est jointe. Comparez ses chiffres avec quelqu'un qui les connaît :",
  "keys-attached":
    "Les clés de la liste sont jointes, une pour chaque sorte de programme. Comparez les chiffres avec quelqu'un qui les connaît :",

  "owner-summary-subject": "{ $list } : ce qui se trouve sur le serveur",
  "owner-summary-1": "Aucun abonné n'a reçu ces messages à { $list } :",
  "owner-summary-held": "vous attendent : { $count }, depuis le { $date } ; raison : { $reason }",
  "owner-summary-refused": "non transmis : { $count }, depuis le { $date } ; raison : { $reason }",
  "owner-summary-more": "et { $count } autres, pour d'autres raisons",
  "owner-summary-expiring":
    "{ $count } de ceux qui attendent seront effacés d'ici la fin du { $date }. `conclave held defer` les garde plus longtemps.",
  "owner-summary-do":
    "À faire : `conclave held list { $list }` montre chacun avec son numéro. Puis `conclave held accept`, `held reject`, `held discard` ou `held defer`, avec ce numéro. De ce qui n'a pas été transmis, `conclave held ask` prie l'expéditeur de le renvoyer.",
  "owner-summary-kept":
    "Ce dont personne ne décide est effacé quand son temps est écoulé. Vous recevez ceci au plus une fois par jour.",
  "owner-summary-requests":
    "Personnes qui attendent votre décision : { $count }. Pour voir qui : `conclave request list { $list }`",
  "owner-summary-left":
    "Partis hier avec une clé : { $who }. Leur adresse ne revient qu'avec cette clé, ou si vous le dites. Est-ce bien eux ? Demandez autrement que par courrier électronique.",
  "owner-summary-offers":
    "Clés d'abonnés arrivées avec leurs messages et que personne n'a encore comparées : { $count }. À faire : `conclave key offers { $list }` les montre. Demandez les chiffres aux abonnés par une autre voie que le courrier ; puis `conclave key accept` ou `key refuse`, avec le numéro.",
};
