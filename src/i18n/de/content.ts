export const deContent = {
  "reason-content-filtered":
    "sie, oder alles, was in ihr ist, ist von einer Art, die die Liste nicht annimmt",
  "do-content-filtered":
    "Senden Sie sie noch einmal als reinen Text oder mit Dateien anderer Art. Welche weitergehen, sagen Ihnen die Verwalter: { $owner }.",
  "filtered-subject": "{ $list }: Eine Nachricht wurde ausgefiltert",
  "filtered-1":
    "Diese Nachricht kam an { $list }. Nach dem Filter für Inhalte geht nichts von ihr weiter, und kein Mitglied hat sie bekommen. Sie hängt an.",
  "filtered-2":
    "Damit keine solchen Mails mehr kommen: conclave list config { $address } filter_action=discard",
  "reason-dmarc-policy":
    "die Domain ihres Verfassers will, dass Mail in ihrem Namen, die über Listen kommt, abgelehnt wird",
  "do-dmarc-policy":
    "Schreiben Sie von einer Adresse einer anderen Domain, oder sagen Sie es den Verwaltern: { $owner }.",
};
