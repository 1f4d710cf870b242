/** Deutsch: was Verwalter und Moderatoren über wartende Nachrichten lesen, und Absender über deren Entscheidungen. */
export const deModeration = {
  "owner-held-subject": "{ $list }: Nachricht { $number } wartet auf Sie",
  "owner-held-1":
    "Die Nachricht { $number } an { $list } wartet bis { $date } auf einen Verwalter. Sie wird aufbewahrt, wie sie kam.",
  "owner-held-1-on":
    "Die Nachricht { $number } an { $list } wartet auf einen Verwalter. Sie wird aufbewahrt, wie sie kam.",
  "owner-held-reason": "Der Grund: { $reason }.",
  "owner-held-header": "Ihr Kopf, wie ihn unterwegs jeder lesen konnte:",
  "owner-held-others":
    "Außer dieser warten { $count } weitere. Wenn es viele sind, hören Sie nicht von jeder: `conclave held list { $list }` zeigt sie.",
  "owner-held-do":
    "So geht es weiter: `conclave held show { $number }`, dann `conclave held accept { $number }` oder `held reject`, `held discard`, `held defer`, `held ask`.",
  "owner-held-no-key":
    "Auf diese Nachricht können Sie nicht antworten: Die Liste verlangt Signaturen und hat keinen Schlüssel von Ihnen. `conclave key import` ordnet Ihnen einen zu.",

  "reason-automatic": "ein Programm hat sie von selbst gesendet",
  "do-automatic": "Nichts. Hier wird nur gelesen, was ein Mensch schreibt.",
  "reason-answers-nothing":
    "sie antwortet auf eine Frage, die niemand gestellt hat oder die schon entschieden ist",
  "do-answers-nothing": "Schreiben Sie stattdessen an { $owner }.",

  "decide-1":
    "So geht es weiter: Antworten Sie auf diese Nachricht mit einer dieser Zeilen als erster, und mit nichts darüber:",
  "decide-1-signed":
    "So geht es weiter: Antworten Sie auf diese Nachricht, signiert mit dem Schlüssel, den die Liste von Ihnen hat, mit einer dieser Zeilen als erster:",
  "decide-accept": "accept { $number }   sie geht an die Mitglieder",
  "decide-reject":
    "reject { $number } GRUND   sie wird gelöscht; ihr Absender liest Ihren Grund, wo man es ihm sagen darf",
  "decide-reject-untold":
    "reject { $number } GRUND   sie wird gelöscht; niemand erfährt es, wie immer auf dieser Liste",
  "decide-discard": "discard { $number }   sie wird gelöscht; niemand erfährt es",
  "decide-defer":
    "defer { $number }   sie wartet { $days } Tage länger; drei Tage wären: defer { $number } 3 days",
  "decide-ask":
    "ask { $number }   ihr Absender wird gebeten, sie noch einmal so zu senden, wie die Liste sie nimmt",
  "decide-show": "show { $number }   Sie bekommen sie, mit Ihrem Schlüssel verschlüsselt",
  "decide-show-clear": "show { $number }   Sie bekommen sie",
  "decide-address": "Antworten gehen an { $address }. Eine Antwort zählt, und nur von Ihnen.",

  "moderation-subject": "{ $list }: zur Nachricht { $number }",
  "moderation-subject-none": "{ $list }: Ihre Antwort hat nichts entschieden",
  "moderation-accepted":
    "Die Nachricht { $number } geht jetzt an die Mitglieder. Hält eine andere Regel sie auf, so hören Sie wieder von ihr.",
  "moderation-not-accepted":
    "Es ist nichts geschehen. Die Nachricht { $number } wartet wegen dessen, was sie ist; sie zuzulassen ändert das nicht.",
  "moderation-rejected": "Die Nachricht { $number } ist gelöscht, und { $told } erfährt Ihren Grund.",
  "moderation-rejected-untold":
    "Die Nachricht { $number } ist gelöscht. Ihrem Absender konnte man es nicht sagen: Die Liste antwortet nie, niemand bürgt für die Adresse, oder sie wurde heute schon oft genug angeschrieben.",
  "moderation-discarded": "Die Nachricht { $number } ist gelöscht. Niemand erfährt es.",
  "moderation-deferred": "Die Nachricht { $number } wartet bis { $date }.",
  "moderation-asked":
    "{ $told } wird gebeten, die Nachricht { $number } noch einmal zu senden. Bis dahin bleibt sie hier.",
  "moderation-not-asked":
    "Es ist nichts geschehen. Die Nachricht { $number } noch einmal zu senden würde nichts ändern, oder sie nennt niemanden, den man bitten könnte, oder er wurde in den letzten 24 Stunden gebeten oder heute schon oft genug angeschrieben.",
  "moderation-not-understood":
    "Es ist nichts geschehen. Die erste Zeile Ihrer Antwort ist keine von denen hier unten.",
  "moderation-other-number":
    "Es ist nichts geschehen. Ihre Antwort nennt eine andere Nachricht als { $number }, für die diese Adresse da ist.",
  "moderation-which":
    "Es ist nichts geschehen. Was Sie signiert haben, sagt nicht, welche Nachricht Sie meinen: Schreiben Sie ihre Nummer, { $number }, hinter das erste Wort.",
  "moderation-not-signed":
    "Es ist nichts geschehen. Zur Nachricht { $number } kam eine Antwort, die keine Signatur von Ihnen trägt, die zählt ({ $why }). War sie nicht von Ihnen, so liest jemand anderes Ihre E-Mail.",
  "moderation-not-your-key":
    "Es ist nichts geschehen. Zur Nachricht { $number } kam eine Antwort, die mit einem Schlüssel signiert ist, den die Liste nicht von Ihnen hat. War sie von Ihnen, so signieren Sie mit dem Schlüssel, den die Verwalter als Ihren kennen. Wenn nicht, so liest jemand anderes Ihre E-Mail.",
  "moderation-not-you":
    "Es ist nichts geschehen. Zur Nachricht { $number } kam eine Antwort von einer anderen Adresse als Ihrer. War sie nicht von Ihnen, so liest jemand anderes Ihre E-Mail.",
  "moderation-no-integrity":
    "Es ist nichts geschehen. Ihre Antwort zur Nachricht { $number } war so verschlüsselt, dass sie sich unterwegs ändern lässt, und nicht signiert. Signieren Sie sie und senden Sie sie noch einmal.",
  "moderation-wrong-time":
    "Es ist nichts geschehen. Ihre Antwort zur Nachricht { $number } wurde vor zu langer Zeit, in der Zukunft oder ohne Zeit signiert. Stellen Sie die Uhr Ihres Geräts und antworten Sie noch einmal.",
  "moderation-replayed":
    "Es ist nichts geschehen. Was Sie zur Nachricht { $number } signiert haben, hat schon einmal gezählt. Schreiben Sie eine neue Antwort.",
  "moderation-gone":
    "Es ist nichts geschehen. Worauf Sie geantwortet haben, ist schon entschieden, seine Zeit ist um, oder Ihre Antwort hat schon gezählt. `conclave held list { $list }` zeigt, was wartet.",
  "moderation-no-copy":
    "Die Nachricht { $number } lässt sich nicht zeigen: { $why }. `conclave held save { $number } DATEI` speichert sie, wie sie kam.",
  "moderation-no-copy-key": "die Liste hat keinen Schlüssel von Ihnen, mit dem sie verschlüsseln könnte",
  "moderation-no-copy-closed": "sie lässt sich mit den Schlüsseln der Liste nicht öffnen",
  "moderation-no-copy-elsewhere":
    "dieselbe verschlüsselte Nachricht wurde schon an einer anderen Adresse geöffnet und wird für niemanden sonst geöffnet",
  "moderation-no-copy-html": "jeder hätte sie unterwegs ändern können, und sie hat keinen einfachen Text",
  "moderation-copy":
    "Die Nachricht { $number } an { $list } ist angehängt, wie die Liste sie gelesen hat. Sie wartet noch.",

  "rejected-1":
    "Ihre Nachricht vom { $date } (Message-ID { $id }) ist bei uns angekommen. Ein Verwalter hat sie angesehen und nicht an die Mitglieder gehen lassen.",
  "rejected-reason": "Die Begründung: { $reason }",
  "rejected-do":
    "So geht es weiter: Wenn Sie das beheben können, schreiben Sie eine neue Nachricht. Wir haben nichts aufbewahrt.",

  "ask-subject": "Bitte senden Sie Ihre Nachricht an { $list } noch einmal",
  "ask-1":
    "Ihre Nachricht vom { $date } (Message-ID { $id }) ist bei uns angekommen. Wir konnten sie nicht annehmen, und ein Verwalter bittet Sie, sie noch einmal zu senden.",
  "ask-new": "Senden Sie sie als neue Nachricht: Dieselbe noch einmal würde für eine Kopie gehalten.",
  "key-attached":
    "Der Schlüssel der Liste ist angehängt. Vergleichen Sie seine Ziffern mit jemandem, der sie kennt:",
  "keys-attached":
    "Die Schlüssel der Liste sind angehängt, einer für jede Art von Programm. Vergleichen Sie die Ziffern mit jemandem, der sie kennt:",

  "owner-summary-subject": "{ $list }: was beim Server liegt",
  "owner-summary-1": "Diese Nachrichten an { $list } hat kein Mitglied bekommen:",
  "owner-summary-held": "auf Sie warten: { $count }, seit { $date }; Grund: { $reason }",
  "owner-summary-refused": "nicht weitergeleitet: { $count }, seit { $date }; Grund: { $reason }",
  "owner-summary-more": "und { $count } weitere, aus anderen Gründen",
  "owner-summary-expiring":
    "{ $count } von denen, die warten, werden bis zum Ende des { $date } gelöscht. `conclave held defer` bewahrt sie länger auf.",
  "owner-summary-do":
    "So geht es weiter: `conclave held list { $list }` zeigt jede mit ihrer Nummer. Dann `conclave held accept`, `held reject`, `held discard` oder `held defer`, mit dieser Nummer. Bei dem, was nicht weitergeleitet wurde, bittet `conclave held ask` den Absender, es noch einmal zu senden.",
  "owner-summary-kept":
    "Worüber niemand entscheidet, das wird gelöscht, wenn seine Zeit um ist. Sie bekommen dies höchstens einmal am Tag.",
  "owner-summary-requests":
    "Personen, die auf Ihre Entscheidung warten: { $count }. Wer es ist: `conclave request list { $list }`",
  "owner-summary-left":
    "Gestern mit einem Schlüssel gegangen: { $who }. Ihre Adresse kommt nur mit diesem Schlüssel zurück, oder wenn Sie es sagen. Sind sie es? Fragen Sie auf einem anderen Weg als per E-Mail.",
  "owner-summary-offers":
    "Schlüssel von Mitgliedern, die mitkamen und die noch niemand verglichen hat: { $count }. So geht es weiter: `conclave key offers { $list }` zeigt sie. Fragen Sie die Mitglieder auf anderem Weg als per E-Mail nach den Ziffern; dann `conclave key accept` oder `key refuse`, mit der Nummer.",
};
