/** Deutsch: warum die Regeln über Beiträge einen aufhalten, und was das ändert. */
export const dePosting = {
  "reason-too-many-posts":
    "ihr Autor hat in kurzer Zeit { $count } Beiträge geschrieben, und die Verwalter sehen die nächsten zuerst an",
  "do-too-many-posts": "Warten Sie. Ein Verwalter sieht sie an und gibt sie frei.",
  "reason-too-many-posts-refused": "ihr Autor hat in kurzer Zeit { $count } Beiträge geschrieben",
  "do-too-many-posts-refused": "Schreiben Sie stattdessen an die Verwalter: { $owner }.",
  "reason-looks-like-command": "sie sieht aus wie ein Befehl, und Befehle gehören an eine andere Adresse",
  "do-looks-like-command":
    "Senden Sie Befehle an { $request }. Ist es ein Beitrag, so schreiben Sie ein paar Worte mehr, oder warten Sie auf einen Verwalter.",
  "reason-too-many-recipients": "sie nennt { $limit } oder mehr Personen in To und Cc",
  "do-too-many-recipients":
    "Senden Sie sie noch einmal an die Liste und an weniger andere, oder warten Sie auf einen Verwalter.",
  "reason-implicit-destination": "weder To noch Cc nennt die Liste",
  "do-implicit-destination":
    "Senden Sie sie noch einmal, mit der Adresse der Liste in To oder Cc, oder warten Sie auf einen Verwalter.",
  "reason-suspicious-header": "ein Feld ihres Kopfes ist eines, das die Verwalter zuerst ansehen",
  "do-suspicious-header": "Warten Sie. Ein Verwalter sieht sie an und gibt sie frei.",
  "reason-header-rule": "eine Regel der Liste über Felder des Kopfes trifft auf sie zu",
  "do-header-rule": "Warten Sie auf einen Verwalter, oder schreiben Sie an { $owner }.",
  "reason-header-rule-refused": "eine Regel der Liste über Felder des Kopfes trifft auf sie zu",
  "do-header-rule-refused": "Wenn Sie meinen, dass sie nicht zutreffen sollte, schreiben Sie an { $owner }.",
  "reason-marked-as-spam": "der Filter des Mailservers hält sie für Spam",
  "do-marked-as-spam": "Warten Sie auf einen Verwalter, oder schreiben Sie an { $owner }.",
  "reason-marked-as-spam-refused": "der Filter des Mailservers hält sie für Spam",
  "do-marked-as-spam-refused": "Wenn sie keiner ist, schreiben Sie an { $owner }.",
  "reason-password-in-clear": "sie trägt ein Passwort, wo alle es lesen würden",
  "do-password-in-clear":
    "Senden Sie sie noch einmal, ohne die erste Zeile Approved. War das Passwort irgendwo das richtige, so ändern Sie es dort.",
  "reason-not-urgent": "sie ist mit einem Passwort als dringend gekennzeichnet, das nicht das der Liste ist",
  "do-not-urgent": "Senden Sie sie noch einmal, ohne das Feld Urgent oder mit dem richtigen Passwort.",
  "reason-emergency": "zurzeit warten alle Beiträge auf die Verwalter",
  "do-emergency": "Warten Sie. Ein Verwalter sieht sie an und gibt sie frei.",
  "policy-emergency": "Zurzeit warten alle Beiträge auf einen Verwalter, gleich wer sie schreibt.",
  "outcome-emergency": "Notfall",
  "discarded-subject": "{ $list }: Eine Nachricht wurde verworfen",
  "discarded-1":
    "Diese Nachricht kam an { $list } von jemandem, der kein Mitglied ist, und wurde verworfen. Sie ist angehängt.",
  "discarded-large": "Sie ist groß: Nur ihr Kopf ist angehängt.",
  "discarded-2":
    "Wenn Sie solche Nachrichten nicht mehr bekommen möchten: conclave list config { $address } forward_auto_discards=no",
};
