/** Nederlands: waarom de regels over berichten er een tegenhouden, en wat daaraan te doen is. */
export const nlPosting = {
  "reason-too-many-posts":
    "de schrijver heeft in korte tijd { $count } berichten geschreven, en de beheerders bekijken de volgende eerst",
  "do-too-many-posts": "Wacht. Een beheerder bekijkt het en laat het gaan.",
  "reason-too-many-posts-refused": "de schrijver heeft in korte tijd { $count } berichten geschreven",
  "do-too-many-posts-refused": "Schrijf in plaats daarvan naar de beheerders: { $owner }.",
  "reason-looks-like-command": "het lijkt op een opdracht, en opdrachten horen bij een ander adres",
  "do-looks-like-command":
    "Stuur opdrachten naar { $request }. Is het een bericht voor de lijst, schrijf dan een paar woorden meer, of wacht op een beheerder.",
  "reason-too-many-recipients": "het noemt { $limit } of meer mensen in To en Cc",
  "do-too-many-recipients":
    "Stuur het opnieuw naar de lijst en naar minder anderen, of wacht op een beheerder.",
  "reason-implicit-destination": "To noch Cc noemt de lijst",
  "do-implicit-destination":
    "Stuur het opnieuw met het adres van de lijst in To of Cc, of wacht op een beheerder.",
  "reason-suspicious-header": "een veld van de kop is er een dat de beheerders eerst bekijken",
  "do-suspicious-header": "Wacht. Een beheerder bekijkt het en laat het gaan.",
  "reason-header-rule": "een regel van de lijst over velden van de kop is erop van toepassing",
  "do-header-rule": "Wacht op een beheerder, of schrijf naar { $owner }.",
  "reason-header-rule-refused": "een regel van de lijst over velden van de kop is erop van toepassing",
  "do-header-rule-refused": "Als u denkt dat dat niet zou moeten, schrijf dan naar { $owner }.",
  "reason-marked-as-spam": "het filter van de mailserver houdt het voor spam",
  "do-marked-as-spam": "Wacht op een beheerder, of schrijf naar { $owner }.",
  "reason-marked-as-spam-refused": "het filter van de mailserver houdt het voor spam",
  "do-marked-as-spam-refused": "Als het dat niet is, schrijf dan naar { $owner }.",
  "reason-password-in-clear": "het draagt een wachtwoord waar iedereen het zou lezen",
  "do-password-in-clear":
    "Stuur het opnieuw zonder de eerste regel Approved. Was het wachtwoord ergens het juiste, wijzig het daar dan.",
  "reason-not-urgent": "het is als dringend aangemerkt met een wachtwoord dat niet dat van de lijst is",
  "do-not-urgent": "Stuur het opnieuw zonder het veld Urgent, of met het juiste wachtwoord.",
  "reason-emergency": "op dit moment wachten alle berichten op de beheerders",
  "do-emergency": "Wacht. Een beheerder bekijkt het en laat het gaan.",
  "policy-emergency": "Op dit moment wachten alle berichten op een beheerder, wie ze ook schrijft.",
  "outcome-emergency": "noodgeval",
  "discarded-subject": "{ $list }: een bericht is weggegooid",
  "discarded-1":
    "Dit bericht kwam bij { $list } van iemand die geen lid is, en is weggegooid. Het is bijgevoegd.",
  "discarded-large": "Het is groot: alleen de kop is bijgevoegd.",
  "discarded-2":
    "Om zulke berichten niet meer te krijgen: conclave list config { $address } forward_auto_discards=no",
};
