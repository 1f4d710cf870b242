export const nlContent = {
  "reason-content-filtered": "het, of alles wat erin staat, is van een soort die de lijst niet aanneemt",
  "do-content-filtered":
    "Stuur het opnieuw als platte tekst, of met bestanden van een andere soort. Welke verder mogen, zeggen de beheerders u: { $owner }.",
  "filtered-subject": "{ $list }: een bericht is gefilterd",
  "filtered-1":
    "Dit bericht kwam bij { $list }. Volgens het filter voor de inhoud gaat er niets van verder, en geen lid heeft het gekregen. Het is bijgevoegd.",
  "filtered-2": "Om deze mails niet meer te krijgen: conclave list config { $address } filter_action=discard",
  "reason-dmarc-policy":
    "het domein van de schrijver wil dat mail in zijn naam die over lijsten komt, geweigerd wordt",
  "do-dmarc-policy": "Schrijf vanaf een adres van een ander domein, of zeg het de beheerders: { $owner }.",
};
