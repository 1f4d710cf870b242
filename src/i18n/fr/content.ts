export const frContent = {
  "reason-content-filtered": "il est, ou tout ce qu'il contient est, d'un genre que la liste n'accepte pas",
  "do-content-filtered":
    "Envoyez-le de nouveau en texte brut, ou avec des fichiers d'un autre genre. Les propriétaires peuvent vous dire lesquels passent : { $owner }.",
  "filtered-subject": "{ $list } : un message a été filtré",
  "filtered-1":
    "Ce message est arrivé à { $list }. D'après le filtre du contenu, rien n'en est transmis, et aucun membre ne l'a reçu. Il est joint.",
  "filtered-2":
    "Pour ne plus recevoir ces messages : conclave list config { $address } filter_action=discard",
  "reason-dmarc-policy":
    "le domaine de son auteur veut que le courrier en son nom qui passe par des listes soit refusé",
  "do-dmarc-policy":
    "Écrivez depuis une adresse d'un autre domaine, ou dites-le aux propriétaires : { $owner }.",
};
