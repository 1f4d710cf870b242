/** Français : pourquoi les règles sur les messages en retiennent un, et ce qui y remédie. */
export const frPosting = {
  "reason-too-many-posts":
    "son auteur a écrit { $count } messages en peu de temps, et les propriétaires regardent d'abord les suivants",
  "do-too-many-posts": "Attendez. Un propriétaire le regarde et le laisse partir.",
  "reason-too-many-posts-refused": "son auteur a écrit { $count } messages en peu de temps",
  "do-too-many-posts-refused": "Écrivez plutôt aux propriétaires : { $owner }.",
  "reason-looks-like-command": "il ressemble à une commande, et les commandes vont à une autre adresse",
  "do-looks-like-command":
    "Envoyez les commandes à { $request }. Si c'est un message pour la liste, écrivez quelques mots de plus, ou attendez un propriétaire.",
  "reason-too-many-recipients": "il nomme { $limit } personnes ou plus dans To et Cc",
  "do-too-many-recipients":
    "Renvoyez-le à la liste et à moins d'autres personnes, ou attendez un propriétaire.",
  "reason-implicit-destination": "ni To ni Cc ne nomme la liste",
  "do-implicit-destination":
    "Renvoyez-le avec l'adresse de la liste dans To ou Cc, ou attendez un propriétaire.",
  "reason-suspicious-header": "un champ de son en-tête est de ceux que les propriétaires regardent d'abord",
  "do-suspicious-header": "Attendez. Un propriétaire le regarde et le laisse partir.",
  "reason-header-rule": "une règle de la liste sur les champs d'en-tête s'y applique",
  "do-header-rule": "Attendez un propriétaire, ou écrivez à { $owner }.",
  "reason-header-rule-refused": "une règle de la liste sur les champs d'en-tête s'y applique",
  "do-header-rule-refused": "Si vous pensez qu'elle ne le devrait pas, écrivez à { $owner }.",
  "reason-marked-as-spam": "le filtre du serveur de courrier le prend pour du spam",
  "do-marked-as-spam": "Attendez un propriétaire, ou écrivez à { $owner }.",
  "reason-marked-as-spam-refused": "le filtre du serveur de courrier le prend pour du spam",
  "do-marked-as-spam-refused": "Si ce n'en est pas, écrivez à { $owner }.",
  "reason-password-in-clear": "il porte un mot de passe là où tout le monde le lirait",
  "do-password-in-clear":
    "Renvoyez-le sans la première ligne Approved. Si le mot de passe était juste quelque part, changez-le là.",
  "reason-not-urgent": "il est marqué comme urgent avec un mot de passe qui n'est pas celui de la liste",
  "do-not-urgent": "Renvoyez-le sans le champ Urgent, ou avec le bon mot de passe.",
  "reason-emergency": "tous les messages attendent les propriétaires en ce moment",
  "do-emergency": "Attendez. Un propriétaire le regarde et le laisse partir.",
  "policy-emergency": "En ce moment, tous les messages attendent un propriétaire, quel que soit leur auteur.",
  "outcome-emergency": "urgence",
  "discarded-subject": "{ $list } : un message a été supprimé",
  "discarded-1":
    "Ce message est arrivé à { $list } de quelqu'un qui n'est pas abonné, et il a été supprimé. Il est joint.",
  "discarded-large": "Il est volumineux : seul son en-tête est joint.",
  "discarded-2":
    "Pour ne plus recevoir de tels messages : conclave list config { $address } forward_auto_discards=no",
};
