/** Nederlands: waarom de regels van een lijst, wie wat mag, iets hebben geweigerd. */
export const nlScenario = {
  "reason-scenario-refused": "{ $text }",
  "do-scenario-refused": "Als u denkt dat u het mag, schrijf dan naar { $owner }.",
  "reason-scenario-refused-why": "{ $text }, en het draagt geen handtekening van een lid die telt ({ $why })",
  "reason-scenario-moderated": "de moderators bekijken het voordat het wordt verspreid",
  "do-scenario-moderated": "Wacht. Een moderator bekijkt het en laat het gaan.",
  "reason-needs-confirmation": "de afzender moet bevestigen dat hij het heeft geschreven",
  "do-needs-confirmation": "Beantwoord het bericht dat u om bevestiging vraagt, of schrijf naar { $owner }.",

  "policy-from-scenario": "Wie mag schrijven, zegt het scenario { $name }.",

  "scenario-closed": "niemand mag dat hier",
  "scenario-owner": "alleen beheerders van de lijst mogen dat",
  "scenario-editor": "alleen moderators van de lijst mogen ernaar schrijven",
  "scenario-subscriber": "alleen leden van de lijst mogen dat",
  "scenario-listmaster": "alleen wie voor alle lijsten zorgt, mag dat",
  "scenario-identified": "alleen wie is aangemeld, mag dat",
  "scenario-multipart": "het heeft meerdere delen of een bijlage, en de lijst neemt alleen gewone tekst aan",
  "scenario-bcc": "het adres van de lijst staat niet in To en niet in Cc",
  "scenario-signature": "{ $text }, en er is een geldige handtekening nodig die hier bekend is ({ $family })",
  "scenario-only-signature": "er is een geldige handtekening nodig die hier bekend is ({ $family })",
  "scenario-no-rule": "geen enkele regel van de lijst laat het door",
  "scenario-broken":
    "een regel van de lijst kan niet worden geraadpleegd, en er gaat niets door tot de beheerders hem herstellen",
  "scenario-other": "de regels van de lijst laten het niet door",
};
