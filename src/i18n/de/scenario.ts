/** Deutsch: warum die Regeln einer Liste, wer was darf, etwas abgelehnt haben. */
export const deScenario = {
  "reason-scenario-refused": "{ $text }",
  "do-scenario-refused": "Wenn Sie meinen, dass Sie es dürfen, schreiben Sie an { $owner }.",
  "reason-scenario-refused-why":
    "{ $text }, und sie trägt keine Signatur eines Mitglieds, die zählt ({ $why })",
  "reason-scenario-moderated": "die Moderatoren sehen sie an, bevor sie verteilt wird",
  "do-scenario-moderated": "Warten Sie. Ein Moderator sieht sie an und gibt sie frei.",
  "reason-needs-confirmation": "ihr Absender muss bestätigen, dass er sie geschrieben hat",
  "do-needs-confirmation":
    "Antworten Sie auf die Nachricht, die Sie um Bestätigung bittet, oder schreiben Sie an { $owner }.",

  "policy-from-scenario": "Wer schreiben darf, sagt das Szenario { $name }.",

  "scenario-closed": "das darf hier niemand",
  "scenario-owner": "das dürfen nur Verwalter der Liste",
  "scenario-editor": "nur Moderatoren der Liste dürfen an sie schreiben",
  "scenario-subscriber": "das dürfen nur Mitglieder der Liste",
  "scenario-listmaster": "das darf nur, wer sich um alle Listen kümmert",
  "scenario-identified": "das darf nur, wer angemeldet ist",
  "scenario-multipart": "sie hat mehrere Teile oder einen Anhang, und die Liste nimmt nur einfachen Text",
  "scenario-bcc": "die Adresse der Liste steht weder in To noch in Cc",
  "scenario-signature": "{ $text }, und es braucht eine gültige Signatur, die hier bekannt ist ({ $family })",
  "scenario-only-signature": "es braucht eine gültige Signatur, die hier bekannt ist ({ $family })",
  "scenario-no-rule": "keine Regel der Liste lässt es durch",
  "scenario-broken":
    "eine Regel der Liste lässt sich nicht befragen, und nichts geht durch, bis ihre Verwalter das beheben",
  "scenario-other": "die Regeln der Liste lassen es nicht durch",
};
