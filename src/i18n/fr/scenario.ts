/** Français : pourquoi les règles d'une liste, qui peut quoi, ont refusé quelque chose. */
export const frScenario = {
  "reason-scenario-refused": "{ $text }",
  "do-scenario-refused": "Si vous pensez en avoir le droit, écrivez à { $owner }.",
  "reason-scenario-refused-why": "{ $text }, et il ne porte aucune signature d'abonné qui compte ({ $why })",
  "reason-scenario-moderated": "les modérateurs le regardent avant sa diffusion",
  "do-scenario-moderated": "Attendez. Un modérateur le regarde et le laisse partir.",
  "reason-needs-confirmation": "son expéditeur doit confirmer qu'il l'a écrit",
  "do-needs-confirmation": "Répondez au message qui vous demande de le confirmer, ou écrivez à { $owner }.",

  "policy-from-scenario": "Qui peut écrire, c'est le scénario { $name } qui le dit.",

  "scenario-closed": "personne ne peut faire cela ici",
  "scenario-owner": "seuls les propriétaires de la liste peuvent faire cela",
  "scenario-editor": "seuls les modérateurs de la liste peuvent lui écrire",
  "scenario-subscriber": "seuls les abonnés de la liste peuvent faire cela",
  "scenario-listmaster": "seuls ceux qui s'occupent de toutes les listes peuvent faire cela",
  "scenario-identified": "seules les personnes connectées peuvent faire cela",
  "scenario-multipart":
    "il a plusieurs parties ou une pièce jointe, et la liste ne prend que du texte simple",
  "scenario-bcc": "l'adresse de la liste n'est ni dans To ni dans Cc",
  "scenario-signature": "{ $text }, et il faut une signature valable et connue ici ({ $family })",
  "scenario-only-signature": "il faut une signature valable et connue ici ({ $family })",
  "scenario-no-rule": "aucune règle de la liste ne le laisse passer",
  "scenario-broken":
    "une règle de la liste ne peut être consultée, et rien ne passe tant que ses propriétaires ne l'ont pas réparée",
  "scenario-other": "les règles de la liste ne le laissent pas passer",
};
