/** Deutsch: was auf Befehle per E-Mail geantwortet wird, und Nachrichten, die um ein Wort zurück bitten. */
export const deCommands = {
  "command-subject": "{ $list }: was aus Ihrer Nachricht wurde",
  "command-subject-site": "Was aus Ihrer Nachricht wurde",
  "command-unknown": "Übergangen, denn es sind keine Befehle: die Zeilen { $lines }.",
  "command-stopped-unknown": "Was danach steht, wurde nicht gelesen.",
  "command-stopped-too-many":
    "Nur die ersten { $count } Befehle einer Nachricht werden gelesen. Senden Sie die anderen in einer neuen Nachricht.",
  "command-too-many-wishes":
    "Es ist nichts geschehen. Eine Nachricht darf um { $count } Dinge bitten. Senden Sie dies in einer neuen Nachricht.",
  "command-none": "Der Text Ihrer Nachricht enthält keinen Befehl. Das sind die Befehle, einer je Zeile:",
  "command-quotes-nothing": "Aus Ihrer Nachricht zitieren wir hier mit Absicht nichts.",
  "command-human": "Ein Mensch antwortet Ihnen hier: { $owner }",

  "command-added":
    "Ihre Nachricht trägt Text neben einem signierten Teil, sodass niemand sagen kann, was signiert wurde. Es ist nichts geschehen. Senden Sie die Befehle in einer neuen Nachricht.",
  "command-no-integrity":
    "Ihre Nachricht war so verschlüsselt, dass sie sich unterwegs ändern lässt, und nicht signiert. Es ist nichts geschehen. Signieren Sie sie und senden Sie sie noch einmal.",
  "command-no-from":
    "Ihre Nachricht sagt nicht in einem einzigen From, wer sie geschrieben hat. Es ist nichts geschehen. Senden Sie sie von Ihrer eigenen Adresse noch einmal.",
  "command-other-sender":
    "Ihre Nachricht wurde für eine andere Adresse gesendet als die in ihrem From, und sie ist nicht signiert. Es ist nichts geschehen. Signieren Sie sie, oder senden Sie sie von der Adresse, die sie nennt.",
  "command-wrong-time":
    "Ihre Nachricht wurde vor zu langer Zeit, in der Zukunft oder ohne Zeit signiert. Es ist nichts geschehen. Stellen Sie die Uhr Ihres Geräts und senden Sie sie noch einmal.",
  "command-sealed":
    "Ihre Nachricht ist verschlüsselt oder nicht lesbar, und diese Adresse öffnet nichts. Es ist nichts geschehen. Senden Sie sie an die eigene Adresse der Liste: LISTE-request@{ $domain }",
  "command-not-read":
    "Es ist nichts geschehen. Die Liste konnte Ihre Nachricht nicht lesen, oder sie kam auf einem Weg, den die Liste nicht nimmt.",
  "command-for-others":
    "Es ist nichts geschehen. Was Sie signiert haben, nennt eine andere Adresse, für die es bestimmt ist. Schreiben Sie die Befehle in einer neuen Nachricht an diese Adresse.",
  "command-replayed":
    "Es ist nichts geschehen. Was Sie signiert haben, hat schon einmal gezählt. Schreiben Sie eine neue Nachricht.",

  "command-syntax": "Es ist nichts geschehen. Schreiben Sie es so: { $syntax }",
  "command-names-no-list": "Es ist nichts geschehen. Sagen Sie, welche Liste: Ihr Name steht zuerst.",
  "command-no-such-list":
    "Es ist nichts geschehen. Eine Liste dieses Namens gibt es hier nicht. LISTS zeigt, welche es gibt.",
  "command-other-list":
    "Es ist nichts geschehen. Diese Adresse ist für ihre eigene Liste da. Schreiben Sie an die Adresse -request der anderen Liste.",
  "command-on-no-list": "Es ist nichts geschehen. Sie stehen hier auf keiner Liste.",
  "command-refused": "Es ist nichts geschehen: { $reason }.",
  "command-refused-signed":
    "Es ist nichts geschehen: { $reason }. Signieren Sie Ihre Nachricht, und schreiben Sie den Befehl in ihren Text.",
  "command-refused-moderator": "Es ist nichts geschehen. Das dürfen nur Verwalter und Moderatoren der Liste.",
  "command-refused-own":
    "Es ist nichts geschehen. Sie können Ihre eigene Mitgliedschaft ändern und die von niemandem sonst.",
  "command-listmaster": "Es ist nichts geschehen. Darüber entscheidet, wer den Server betreibt.",
  "command-already": "Es ist nichts geschehen. Die Adresse steht schon auf der Liste.",
  "command-not-found": "Es ist nichts geschehen. Niemanden und nichts dieses Namens gibt es hier.",
  "command-keeps-nothing": "Es ist nichts geschehen. Die Liste bewahrt keine Beiträge auf.",
  "command-keeps-nothing-keys":
    "Es ist nichts geschehen. Die Liste bewahrt keine Beiträge auf: Sie arbeitet mit Schlüsseln, und ihre Verwalter haben archive_with_keys = confirmed nicht gesetzt.",
  "command-no-such-post":
    "Es ist nichts geschehen. Einen solchen Beitrag bewahrt die Liste nicht auf. Welche es gibt, sagt INDEX.",
  "command-bad-input": "Es ist nichts geschehen. Was hinter dem Befehl steht, stimmt nicht.",
  "command-not-allowed":
    "Es ist nichts geschehen. Die Regeln der Liste erlauben es nicht, oder es wurde heute schon oft genug verlangt.",
  "command-failed":
    "Es ist nichts geschehen, denn hier ging etwas schief. Versuchen Sie es in einer Stunde noch einmal.",

  "command-key-sent":
    "Eine Nachricht mit einer Frage geht an { $address }, wenn das nötig ist. Bevor sie beantwortet ist, geschieht nichts.",
  "command-key-gone":
    "Es ist nichts geschehen. Der Schlüssel ist hier nicht bekannt: Er wurde verwendet, seine Zeit ist um, oder er war für etwas anderes bestimmt.",
  "command-owner-asked": "Die Verwalter der Liste wurden gefragt. Sie erfahren, wie sie entscheiden.",
  "command-joined": "{ $address } steht auf { $list }.",
  "command-left": "{ $address } steht nicht mehr auf { $list }.",
  "command-left-staff":
    "{ $address } bekommt die Beiträge von { $list } nicht mehr und kümmert sich weiter um die Liste.",
  "command-returned": "{ $address } steht wieder auf { $list }, wie zuvor.",
  "command-invited": "{ $address } hat eine Einladung bekommen.",
  "command-set": "Was Sie für { $list } gewählt haben, gilt ab jetzt.",
  "command-info-request": "Wohin Befehle gehen: { $request }",
  "command-info-owner": "Wer sich um die Liste kümmert: { $owner }",
  "command-review": "{ $list }: { $count } Mitglieder.",
  "command-review-hidden": "{ $count } weitere werden nicht gezeigt.",
  "command-reminded": "{ $count } Mitglieder werden angeschrieben.",
  "command-nothing-waits": "Es wartet nichts.",
  "command-waits": "{ $number }  { $date }  { $why }",
  "command-more": "und { $count } weitere",
  "command-accepted":
    "Die Nachricht { $number } geht jetzt an die Mitglieder. Hält eine andere Regel sie auf, so hören Sie wieder von ihr.",
  "command-rejected":
    "Die Nachricht { $number } ist gelöscht. Ihr Absender erfährt es, wo man es ihm sagen darf.",
  "command-no-reason": "Ein Verwalter der Liste hat sie nicht hinausgehen lassen.",
  "command-no-lists": "Hier gibt es keine Listen, die Ihnen gezeigt werden.",
  "command-which-none": "{ $address } steht hier auf keiner Liste.",
  "command-which-off": "{ $list }  (die Beiträge kommen nicht zu Ihnen)",
  "command-sent": "Aufbewahrte Beiträge, die in einer eigenen Nachricht zu Ihnen kommen: { $count }.",
  "command-sent-rest":
    "Mehr passen nicht in eine Nachricht. Fordern Sie von der Nummer { $number } an weiter an.",
  "command-index": "Aufbewahrte Beiträge: { $count }.",
  "command-index-next": "Weitere sind aufbewahrt, von der Nummer { $number } an.",
  "command-echo": "Ihre Nachricht ist angekommen, und das ist die Antwort.",
  "command-password":
    "Hier gibt es keine Passwörter. Was wirklich von Ihnen kommen muss, bestätigen Sie, indem Sie auf eine Nachricht antworten.",
  "command-verify-smtp": "Ihre Nachricht zählt für { $list } als unsigniert, von { $address }.",
  "command-verify-dkim":
    "Ihre Nachricht zählt für { $list } als unsigniert; unser Mailserver bürgt für { $address }.",
  "command-verify-uncounted": "Sie trägt eine Signatur, die nicht zählt: { $why }.",
  "command-verify-md5": "Ihre Nachricht zählt für { $list } als bestätigt von { $address }.",
  "command-verify-smime": "Ihre Nachricht zählt für { $list } als signiert von { $address }, mit S/MIME.",
  "command-verify-pgp": "Ihre Nachricht zählt für { $list } als signiert von { $address }, mit OpenPGP.",

  "command-help-help": "dieser Text",
  "command-help-lists": "welche Listen es gibt",
  "command-help-info": "wozu eine Liste da ist",
  "command-help-which": "auf welchen Listen Sie stehen",
  "command-help-subscribe": "einer Liste beitreten",
  "command-help-signoff": "eine Liste verlassen; * für alle",
  "command-help-set": "die Zustellung anhalten oder fortsetzen, und was Sie sonst für sich wählen",
  "command-help-review": "wer auf einer Liste steht, wenn Sie es sehen dürfen",
  "command-help-stats": "wie viele auf ihr stehen",
  "command-help-last": "den neuesten aufbewahrten Beitrag holen",
  "command-help-get": "aufbewahrte Beiträge holen, nach Nummer oder Monat",
  "command-help-index": "welche Beiträge aufbewahrt sind",
  "command-help-verify": "als was Ihre Signatur zählt",
  "command-help-echo": "eine kurze Antwort, um zu sehen, dass E-Mail durchkommt",
  "command-help-password": "sagt, dass es keine Passwörter gibt",
  "command-help-add": "für Verwalter: jemanden auf eine Liste setzen",
  "command-help-del": "für Verwalter: jemanden von einer Liste nehmen",
  "command-help-invite": "jemanden auf eine Liste einladen",
  "command-help-remind": "für Verwalter: alle Mitglieder daran erinnern, dass sie auf der Liste stehen",
  "command-help-modindex": "für Moderatoren: welche Nachrichten warten",
  "command-help-distribute": "für Moderatoren: eine Nachricht hinausgehen lassen",
  "command-help-reject": "für Moderatoren: eine Nachricht löschen und ihrem Absender sagen, warum",
  "command-help-confirm": "einen Schlüssel zurückbringen, der Ihnen gemailt wurde",
  "command-help-auth": "dasselbe, und dazu sagen, wofür der Schlüssel ist",
  "command-help-quit": "was danach steht, wird nicht gelesen",

  "command-post-confirmed": "Ihre Nachricht geht weiter: Die Regeln der Liste werden noch einmal gefragt.",

  "confirm-subject": "confirm { $key }",
  "confirm-1": "Jemand, vielleicht Sie, hat { $list } um Folgendes gebeten: { $what }.",
  "confirm-do": "Waren Sie es? Dann antworten Sie bis { $date } auf diese Nachricht, so wie sie ist.",
  "confirm-do-post": "Oder senden Sie diese Zeile an { $address }: CONFIRM { $key }",
  "confirm-else": "Wenn Sie es nicht waren, tun Sie nichts: Es geschieht nichts.",
  "confirm-post":
    "Es geht um die Nachricht vom { $date } (Message-ID { $id }). Von ihrem Inhalt steht hier mit Absicht nichts.",
  "confirm-what-send": "eine Nachricht von { $address } an die Mitglieder weiterzugeben",
  "confirm-what-subscribe": "dass { $address } beitritt",
  "confirm-what-unsubscribe": "dass { $address } austritt",
  "confirm-what-add": "dass { $address } auf die Liste gesetzt wird",
  "confirm-what-del": "dass { $address } von der Liste genommen wird",
  "confirm-what-invite": "dass { $address } eingeladen wird",
  "confirm-what-remind": "dass alle Mitglieder an die Liste erinnert werden",
  "confirm-what-review": "sehen zu dürfen, wer auf der Liste steht",
  "confirm-what-info": "sehen zu dürfen, wozu die Liste da ist",
  "confirm-what-archive": "aufbewahrte Beiträge zu bekommen",
  "confirm-what-own": "zu ändern, wie die Beiträge der Liste zu { $address } kommen",
  "confirm-what-moderate": "über eine wartende Nachricht zu entscheiden",
  "confirm-what-other": "ein Befehl zu { $address }",

  "request-owner-subject": "{ $list }: { $address } wartet auf Ihre Entscheidung",
  "request-owner-1": "{ $actor } hat { $list } um Folgendes gebeten: { $what }.",
  "request-owner-by-smtp":
    "Nichts zeigt, dass sie es selbst waren: Jeder kann diese Adresse in eine Mail schreiben.",
  "request-owner-by-dkim": "Unser Mailserver bürgt für die Adresse, von der es kam.",
  "request-owner-by-md5": "Bestätigt mit einem Schlüssel, der an diese Adresse ging.",
  "request-owner-by-smime": "Signiert mit dem eigenen S/MIME-Zertifikat.",
  "request-owner-by-pgp": "Signiert mit dem eigenen OpenPGP-Schlüssel.",
  "request-owner-do":
    "So geht es weiter: Antworten Sie auf diese Nachricht mit „accept“ oder „reject“ als erster Zeile. Oder auf dem Server: conclave request accept { $number } oder request reject { $number }",
  "request-owner-do-signed":
    "So geht es weiter: Antworten Sie signiert auf diese Nachricht, mit „accept { $number }“ oder „reject { $number }“ als erster Zeile. Oder auf dem Server: conclave request accept { $number } oder request reject { $number }",
  "request-owner-until": "Es wartet bis { $date }. Die Antwort eines Verwalters genügt.",
  "request-accepted-subject": "{ $list }: Ein Verwalter hat zugestimmt",
  "request-accepted": "Ein Verwalter von { $list } hat dem zugestimmt, worum gebeten wurde: { $what }.",
  "request-rejected-subject": "{ $list }: Ein Verwalter hat abgelehnt",
  "request-rejected": "Ein Verwalter von { $list } hat abgelehnt, worum gebeten wurde: { $what }.",
  "request-reason": "Die Begründung: { $reason }",
  "request-human": "Wenn Sie eine Frage haben: { $owner }",
  "request-done": "Erledigt: Der Antrag { $number } ist angenommen.",
  "request-refused": "Erledigt: Der Antrag { $number } ist abgelehnt.",
  "request-gone": "Es ist nichts geschehen. Darüber ist schon entschieden, oder die Zeit ist um.",
  "request-not-done": "Der Antrag { $number } ließ sich nicht ausführen: { $why }",
  "request-not-understood":
    "Es ist nichts geschehen. Schreiben Sie „accept { $number }“ oder „reject { $number }“ als erste Zeile.",
  "request-not-signed":
    "Es ist nichts geschehen. Die Liste möchte Ihre Antwort signiert haben, mit dem Schlüssel, den sie als Ihren kennt, und neu ({ $why }).",
  "request-not-you": "Es ist nichts geschehen. Die Antwort kam von einer anderen Adresse als Ihrer.",
};
