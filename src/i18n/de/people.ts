/** Deutsch: was Menschen über ihre Mitgliedschaft hören, und Verwalter über das Kommen und Gehen. */
export const dePeople = {
  "autoresponse-subject": "Automatische Antwort: { $list }",

  "posted-subject": "Ihre Nachricht an { $list } wurde verteilt",
  "posted-1": "Ihre Nachricht vom { $date } (Message-ID { $id }) ging an die Mitglieder von { $list }.",
  "posted-why":
    "Sie wollten das jedes Mal erfahren. Wenn nicht mehr, senden Sie diese Zeile an { $request }: SET { $name } NOACK",

  "goodbye-subject": "Sie haben { $list } verlassen",
  "goodbye-1":
    "{ $address } steht nicht mehr auf { $list }. Was dort geschrieben wird, kommt nicht mehr zu Ihnen.",
  "goodbye-undo":
    "War es ein Versehen, oder waren es nicht Sie? Antworten Sie bis { $date } auf diese Nachricht, so wie sie ist: Dann ist alles wie zuvor.",
  "goodbye-removed-subject": "Sie stehen nicht mehr auf { $list }",
  "goodbye-removed": "Ein Verwalter hat Sie von der Liste genommen. Wenn Sie eine Frage haben: { $owner }",

  "invite-subject": "Sie sind zu { $list } eingeladen",
  "invite-1": "Ein Verwalter von { $list } lädt Sie, { $address }, auf die Liste ein.",
  "invite-about": "Worum es geht: { $about }",
  "invite-do":
    "Wenn Sie möchten, antworten Sie auf diese Nachricht, so wie sie ist. Dann stehen Sie auf der Liste.",
  "invite-else":
    "Wenn nicht, tun Sie nichts: Sie hören nichts mehr davon. Die Einladung endet am { $date }. Ein Mensch antwortet Ihnen hier: { $owner }",

  "remind-subject": "Sie stehen auf { $list }",
  "remind-1": "Sie stehen seit { $date } als { $address } auf { $list }.",
  "remind-away": "Die Beiträge kommen nicht zu Ihnen: Die Zustellung ist abgeschaltet.",
  "remind-away-until": "Bis { $date } kommen die Beiträge nicht zu Ihnen.",
  "remind-write": "So schreiben Sie an die Liste: { $list }.",
  "remind-leave":
    "So verlassen Sie die Liste: eine leere Nachricht an { $leave }. Für alles andere: { $owner }.",

  "moved-subject": "Ihre Adresse auf { $list } wurde geändert",
  "moved-1":
    "Sie stehen jetzt als { $address } auf { $list }, nicht mehr als { $old }. Die Beiträge gehen dorthin.",
  "moved-key": "Ihr Schlüssel ist derselbe wie zuvor.",
  "moved-do": "Haben Sie das nicht gewollt? Schreiben Sie sofort an { $owner }.",

  "joinkey-subject": "{ $list } braucht Ihren Schlüssel",
  "joinkey-1":
    "Sie, { $address }, dürfen auf { $list }. Jede Nachricht wird für jedes Mitglied verschlüsselt; darum braucht die Liste zuerst einen Schlüssel von Ihnen.",
  "joinkey-none":
    "Ihre Antwort brachte keinen Schlüssel, der sich verwenden lässt. Er muss { $address } nennen, verschlüsseln und signieren können und noch gültig sein.",
  "joinkey-do":
    "So geht es weiter: Antworten Sie bis { $date } auf diese Nachricht, mit Ihrem öffentlichen OpenPGP-Schlüssel als Anhang oder mit Ihrem Zertifikat signiert.",
  "joinkey-human": "Ein Mensch antwortet Ihnen hier: { $owner }",
  "joinkey-asked":
    "Eines fehlt noch: ein Schlüssel. Eine Nachricht an { $address } sagt, wie Sie ihn senden.",
  "challenge-subject": "Ist das Ihr Schlüssel?",
  "challenge-1":
    "Diese Nachricht ist für { $fingerprint } verschlüsselt. Sie können sie lesen, also haben Sie diesen Schlüssel.",
  "challenge-not-signed": "Ihre Antwort war nicht mit ihm signiert.",
  "challenge-do":
    "So geht es weiter: Antworten Sie bis { $date } auf diese Nachricht, signiert mit demselben Schlüssel. Dann stehen Sie auf { $list }.",
  "challenge-else": "Haben Sie das nicht gewünscht? Dann tun Sie nichts: Es geschieht nichts.",
  "joinkey-refused-subject": "Sie stehen noch nicht auf { $list }",
  "joinkey-refused":
    "{ $list } konnte Sie mit diesem Schlüssel nicht aufnehmen. Fragen Sie die Verwalter: { $owner }",
  "joinkey-ask-subject": "{ $list }: senden Sie Ihren Schlüssel",
  "joinkey-ask-1":
    "Sie, { $address }, sind auf { $list }. Die Liste kann für Sie verschlüsseln, sobald sie einen Schlüssel von Ihnen hat.",
  "keygiven-subject": "{ $list } hat Ihren Schlüssel",
  "keygiven-taken":
    "{ $list } kennt jetzt Ihren Schlüssel { $fingerprint }: Was für Sie verschlüsselt wird, ist es mit ihm, und was Sie mit ihm signieren, zählt.",
  "keygiven-waits-subject": "{ $list }: Ihr Schlüssel wartet auf die Verwalter",
  "keygiven-waits":
    "Ihr Schlüssel { $fingerprint } ist gekommen und wurde nicht genommen: Sie hatten hier schon einen anderen, und ein Verwalter muss sagen, dass dieser Ihrer ist. Schreiben Sie ihnen: { $owner }",

  "joined-owner-subject": "{ $list }: { $address } ist beigetreten",
  "joined-owner-1": "{ $address } steht jetzt auf eigenen Wunsch auf { $list }.",
  "left-owner-subject": "{ $list }: { $address } ist ausgetreten",
  "left-owner-1": "{ $address } steht auf eigenen Wunsch nicht mehr auf { $list }.",
  "added-owner-subject": "{ $list }: { $address } wurde aufgenommen",
  "added-owner-1": "{ $address } steht jetzt auf { $list }: { $by } hat das per E-Mail veranlasst.",
  "removed-owner-subject": "{ $list }: { $address } wurde entfernt",
  "removed-owner-1": "{ $address } steht nicht mehr auf { $list }: { $by } hat das per E-Mail veranlasst.",
  "change-owner-scenario":
    "Es ist nichts zu tun. Wer auf der Liste steht: `conclave member list { $list }`. Dass Sie dies erfahren, bestimmt ein Szenario der Liste: `conclave list scenario { $list }`",
  "change-owner-do":
    "Es ist nichts zu tun. Wer auf der Liste steht: `conclave member list { $list }`. Wenn Sie davon nichts mehr hören möchten: `conclave list config { $list } admin_notify_mchanges=no`",

  "welcome-subject": "Willkommen auf { $list }",
  "welcome-subject-try": "Willkommen auf { $list }. Eines zum Ausprobieren.",
  "welcome-1":
    "Sie stehen als { $address } auf { $list }. Um die Liste kümmern sich ihre Verwalter: { $owner }",
  "welcome-sealed":
    "Die Beiträge sind verschlüsselt: Nur Mitglieder können sie öffnen. Dieser Server öffnet jede Nachricht für einen Augenblick, um sie für Sie zu verschlüsseln.",
  "welcome-sealed-received":
    "Was verschlüsselt ankommt, geht verschlüsselt hinaus: Nur Mitglieder können es öffnen. Dieser Server öffnet eine solche Nachricht für einen Augenblick, um sie für Sie zu verschlüsseln. Was unverschlüsselt ankommt, geht vielleicht unverschlüsselt hinaus.",
  "welcome-try":
    "Eines zum Ausprobieren: Antworten Sie auf diese Nachricht. Die Antwort geht nur an die Verwalter, und sie sehen, ob es klappt.",
  "welcome-write": "So schreiben Sie an alle: { $list }",
  "welcome-keys":
    "Was für die Liste verschlüsselt wird, braucht ihren Schlüssel; er ist angehängt. Vergleichen Sie ihn mit dem, der Sie eingeladen hat:",
  "welcome-leave":
    "Wenn Sie die Liste verlassen möchten, schreiben Sie an { $leave }. Wenn Sie pausieren möchten, fragen Sie { $owner }.",

  "key-test-subject": "{ $list }: Können Sie das lesen?",
  "key-test-1":
    "Sie können es: Diese Nachricht ist mit Ihrem Schlüssel { $fingerprint } verschlüsselt, so wie die Beiträge von { $list }.",
  "key-test-do":
    "So geht es weiter: Antworten Sie mit irgendetwas, verschlüsselt und signiert, wie Sie an die Liste schreiben. Die Antwort geht nur an die Verwalter, und sie sehen, dass alles klappt.",
  "key-test-else": "Nicht Ihr Schlüssel, oder nicht Sie? Sagen Sie es den Verwaltern: { $owner }",
};
