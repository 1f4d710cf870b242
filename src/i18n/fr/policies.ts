/** Français : ce que fait une liste, en mots. */
export const frPolicies = {
  "policy-from-all-accept": "Ce que n'importe qui écrit est diffusé.",
  "policy-from-all-hold": "Chaque message attend un propriétaire.",
  "policy-from-all-reject": "Chaque message est refusé.",
  "policy-from-all-discard": "Chaque message est supprimé, et personne ne reçoit de réponse.",
  "policy-from-members-accept": "Ce que les abonnés écrivent est diffusé.",
  "policy-from-members-hold": "Ce que les abonnés écrivent attend un propriétaire.",
  "policy-from-members-reject": "Ce que les abonnés écrivent est refusé.",
  "policy-from-members-discard":
    "Ce que les abonnés écrivent est supprimé, et personne ne reçoit de réponse.",
  "policy-from-others-accept": "Ce que d'autres écrivent est diffusé aussi.",
  "policy-from-others-hold": "Ce que d'autres écrivent attend un propriétaire.",
  "policy-from-others-reject": "Ce que d'autres écrivent est refusé.",
  "policy-from-others-discard": "Ce que d'autres écrivent est supprimé, et personne ne reçoit de réponse.",
  "policy-anonymous": "Rien dans ce qui part ne dit qui l'a écrit.",
  "policy-sign-no": "Personne n'est tenu de signer : l'auteur est celui que dit From.",
  "policy-sign-yes":
    "Seul ce qu'un abonné a signé ({ $families }) part aussitôt ; le reste attend un propriétaire.",
  "policy-sign-force":
    "Seul ce qu'un abonné a signé ({ $families }) part ; le reste est supprimé, et personne ne reçoit de réponse.",
  "policy-unsigned-yes": "Ce qu'aucun abonné n'a signé ({ $families }) attend aussi un propriétaire.",
  "policy-unsigned-force":
    "Ce qu'aucun abonné n'a signé ({ $families }) est supprimé en tout cas, et personne ne reçoit de réponse.",
  "policy-opens-no": "Les messages qui arrivent chiffrés repartent tels quels, sans être ouverts.",
  "policy-opens-no-sealing":
    "Les messages qui arrivent chiffrés ne sont pas ouverts, et sont chiffrés encore une fois comme tous les autres.",
  "policy-opens-no-signing":
    "Les messages qui arrivent chiffrés ne sont pas ouverts : aucune signature à l'intérieur ne compte.",
  "policy-opens-yes": "Les messages peuvent arriver chiffrés pour la clé de la liste ({ $families }).",
  "policy-opens-force":
    "Les messages doivent arriver chiffrés pour la clé de la liste ({ $families }) ; le reste est refusé.",
  "policy-sends-no": "Les abonnés reçoivent les messages en clair.",
  "policy-sends-no-opened":
    "Les abonnés reçoivent tous les messages en clair, y compris ceux qui sont arrivés chiffrés : n'importe qui en chemin peut les lire.",
  "policy-sends-yes":
    "Les abonnés reçoivent les messages chiffrés s'ils ont donné une clé ({ $families }), sinon en clair.",
  "policy-sends-yes-opened":
    "Les abonnés reçoivent les messages chiffrés s'ils ont donné une clé ({ $families }), sinon en clair, y compris ceux qui sont arrivés chiffrés.",
  "policy-sends-force":
    "Les abonnés reçoivent les messages chiffrés ({ $families }), jamais en clair ; sans clé utilisable ils reçoivent un mot disant qu'un message attend.",
  "policy-sends-received":
    "Ce qui est arrivé chiffré repart chiffré ({ $families }), jamais en clair ; sans clé utilisable les abonnés reçoivent un mot disant qu'un message attend. Ce qui est arrivé en clair et signé garde la signature de son auteur, intacte.",
  "policy-sends-no-received": "Les autres messages partent en clair.",
  "policy-sends-yes-received":
    "Les autres messages partent chiffrés vers les abonnés qui ont donné une clé ({ $families }), sinon en clair.",
  "policy-sends-force-received": "Tous les autres partent chiffrés aussi ({ $families }).",
  "policy-list-signs": "La liste signe ce qu'elle envoie ({ $families }).",
  "policy-cannot-sign":
    "La liste signerait ce qu'elle envoie, mais n'a pas de clé { $family } : elle envoie sans signer.",
  "policy-cannot-open":
    "La liste n'a pas de clé { $family } : ce qui arrive chiffré ainsi ne peut pas être ouvert.",
  "policy-keeps":
    "Le serveur garde chaque message, sous une forme qu'il peut ouvrir, jusqu'à ce que quelqu'un l'efface. Les abonnés reçoivent les messages antérieurs par courrier.",
  "policy-keeps-days":
    "Le serveur garde chaque message, sous une forme qu'il peut ouvrir. Les abonnés reçoivent les messages antérieurs par courrier. Jours avant qu'un message soit effacé : { $days }.",

  "family-openpgp": "OpenPGP",
  "family-smime": "S/MIME",
  "family-both": "OpenPGP ou S/MIME",

  "outcome-accept": "part",
  "outcome-hold": "attend : { $why }",
  "outcome-reject": "refusé : { $why }",
  "outcome-discard": "supprimé : { $why }",
  "outcome-silent": "supprimé",
  "outcome-not-sealed": "non chiffré",
  "outcome-not-signed": "non signé par un abonné",
  "outcome-nonmember": "pas un abonné",
  "outcome-member-moderated": "un propriétaire regarde d'abord",
  "outcome-member-refused": "les abonnés ne peuvent pas écrire",
  "outcome-cannot-open": "ne peut pas être ouvert",
  "outcome-clear-not-confirmed": "partirait en clair",
  "outcome-other": "pour une autre raison",

  "outcome-head-post": "un message",
  "outcome-head-any-post": "tout message",
  "outcome-head-member": "un abonné avec",
  "outcome-head-gets": "le reçoit",
  "outcome-head-came-in-clear": "ce qui est arrivé en clair",
  "outcome-head-came-sealed": "ce qui est arrivé chiffré",
  "outcome-unopened": "tel quel, sans l'ouvrir",
  "mail-any": "un message",
  "mail-plain": "en clair",
  "mail-signed": "signé",
  "mail-signed-in": "signé ({ $family })",
  "mail-sealed": "chiffré",
  "mail-sealed-in": "chiffré ({ $family })",
  "mail-both": "signé et chiffré",
  "mail-both-in": "signé et chiffré ({ $family })",
  "mail-other-key": "chiffré pour une autre clé",
  "mail-other-key-in": "chiffré pour une autre clé ({ $family })",
  "sender-member": "d'un abonné",
  "sender-keyless": "d'un abonné sans clé connue",
  "sender-outsider": "de quelqu'un d'autre",

  "copy-as-it-came": "tel quel",
  "copy-clear": "en clair",
  "copy-clear-signed": "en clair, signé par la liste ({ $family })",
  "copy-sealed": "chiffré ({ $family })",
  "copy-sealed-signed": "chiffré et signé par la liste ({ $family })",
  "copy-notice": "un mot disant qu'un message attend",
  "keys-all": "tout abonné",
  "keys-none": "aucune clé",
  "keys-openpgp": "clé OpenPGP",
  "keys-smime": "certificat",
  "keys-both": "les deux",

  "preset-vanilla":
    "Une liste de diffusion ordinaire : les abonnés écrivent, et tous reçoivent ce qu'ils ont écrit.",
  "preset-light":
    "Les abonnés qui ont donné une clé reçoivent les messages chiffrés pour elle, les autres en clair. La liste elle-même n'a pas besoin de clé.",
  "preset-anti-spam":
    "Seul ce qu'un abonné a signé est diffusé ; le reste est supprimé. La liste elle-même n'a pas besoin de clé.",
  "preset-dissidents":
    "N'importe qui peut écrire, chiffré pour la clé de la liste, et rien ne dit qui c'est. Les abonnés reçoivent les messages en clair et n'ont pas besoin de clé.",
  "preset-full": "Tout est chiffré et signé, à l'arrivée comme au départ. Chaque abonné a besoin d'une clé.",
  "preset-as-received":
    "Ce qui arrive chiffré repart chiffré, ce qui arrive en clair repart en clair, et les signatures restent telles quelles.",
  "preset-sealed-posts":
    "Seul ce qui est chiffré pour la clé de la liste est accepté, ce qui tient le spam à l'écart. Les abonnés reçoivent les messages en clair et n'ont pas besoin de clé.",
};
