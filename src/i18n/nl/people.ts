/** Nederlands: wat mensen over hun lidmaatschap horen, en beheerders over wie komt en gaat. */
export const nlPeople = {
  "autoresponse-subject": "Automatisch antwoord: { $list }",

  "posted-subject": "Uw bericht aan { $list } is verspreid",
  "posted-1": "Uw bericht van { $date } (Message-ID { $id }) is naar de leden van { $list } gegaan.",
  "posted-why":
    "U wilde dit telkens horen. Wilt u dat niet meer, stuur dan deze regel naar { $request }: SET { $name } NOACK",

  "goodbye-subject": "U hebt { $list } verlaten",
  "goodbye-1": "{ $address } staat niet meer op { $list }. De berichten komen niet meer naar u.",
  "goodbye-undo":
    "Was het een vergissing, of was u het niet? Beantwoord dit bericht, zoals het is, tot { $date }: dan is alles weer zoals het was.",
  "goodbye-removed-subject": "U staat niet meer op { $list }",
  "goodbye-removed": "Een beheerder heeft u van de lijst gehaald. Als u een vraag hebt: { $owner }",

  "invite-subject": "U bent uitgenodigd voor { $list }",
  "invite-1": "Een beheerder van { $list } nodigt u, { $address }, uit om lid te worden.",
  "invite-about": "Waar het over gaat: { $about }",
  "invite-do": "Doe dit als u wilt: beantwoord dit bericht, zoals het is. Dan staat u op de lijst.",
  "invite-else":
    "Wilt u niet, doe dan niets: u hoort er niets meer van. De uitnodiging eindigt op { $date }. Hier antwoordt u een mens: { $owner }",

  "remind-subject": "U staat op { $list }",
  "remind-1": "U staat sinds { $date } op { $list } als { $address }.",
  "remind-away": "De berichten komen niet naar u: de bezorging is uitgezet.",
  "remind-away-until": "De berichten komen tot { $date } niet naar u.",
  "remind-write": "Zo schrijft u naar de lijst: { $list }.",
  "remind-leave": "Zo verlaat u de lijst: een leeg bericht aan { $leave }. Voor al het andere: { $owner }.",

  "moved-subject": "Uw adres op { $list } is gewijzigd",
  "moved-1": "U staat nu op { $list } als { $address }, en niet als { $old }. De berichten gaan daarheen.",
  "moved-key": "Uw sleutel is dezelfde als voorheen.",
  "moved-do": "Was dat niet uw wens? Schrijf dan meteen naar { $owner }.",

  "joinkey-subject": "{ $list } heeft uw sleutel nodig",
  "joinkey-1":
    "U, { $address }, mag lid worden van { $list }. De berichten worden voor elk lid versleuteld; daarom heeft de lijst eerst een sleutel van u nodig.",
  "joinkey-none":
    "Uw antwoord bracht geen sleutel die te gebruiken is. Hij moet { $address } noemen, kunnen versleutelen en ondertekenen, en niet verlopen zijn.",
  "joinkey-do":
    "Doe dit: beantwoord dit bericht tot { $date }, met uw openbare OpenPGP-sleutel als bijlage, of ondertekend met uw certificaat.",
  "joinkey-human": "Hier antwoordt u een mens: { $owner }",
  "joinkey-asked": "Er ontbreekt één ding: een sleutel. Een bericht aan { $address } zegt hoe u hem stuurt.",
  "challenge-subject": "Is dit uw sleutel?",
  "challenge-1":
    "Dit bericht is versleuteld voor { $fingerprint }. U kunt het lezen, dus u hebt die sleutel.",
  "challenge-not-signed": "Uw antwoord was er niet mee ondertekend.",
  "challenge-do":
    "Doe dit: beantwoord dit bericht tot { $date }, ondertekend met dezelfde sleutel. Dan staat u op { $list }.",
  "challenge-else": "Hebt u hier niet om gevraagd? Doe dan niets: er gebeurt niets.",
  "joinkey-refused-subject": "U staat nog niet op { $list }",
  "joinkey-refused": "{ $list } kon u met die sleutel niet opnemen. Vraag het de beheerders: { $owner }",
  "joinkey-ask-subject": "{ $list }: stuur uw sleutel",
  "joinkey-ask-1":
    "U, { $address }, staat op { $list }. De lijst kan voor u versleutelen zodra ze een sleutel van u heeft.",
  "keygiven-subject": "{ $list } heeft uw sleutel",
  "keygiven-taken":
    "{ $list } kent nu uw sleutel { $fingerprint }: wat ze voor u versleutelt, is daarmee versleuteld, en wat u ermee ondertekent, telt.",
  "keygiven-waits-subject": "{ $list }: uw sleutel wacht op de beheerders",
  "keygiven-waits":
    "Uw sleutel { $fingerprint } is gekomen en niet aangenomen: u had hier eerder een andere, dus een beheerder moet zeggen dat deze van u is. Schrijf hun: { $owner }",

  "joined-owner-subject": "{ $list }: { $address } is lid geworden",
  "joined-owner-1": "{ $address } staat nu op eigen verzoek op { $list }.",
  "left-owner-subject": "{ $list }: { $address } is vertrokken",
  "left-owner-1": "{ $address } staat op eigen verzoek niet meer op { $list }.",
  "added-owner-subject": "{ $list }: { $address } is toegevoegd",
  "added-owner-1": "{ $address } staat nu op { $list }: toegevoegd door { $by }, per e-mail.",
  "removed-owner-subject": "{ $list }: { $address } is verwijderd",
  "removed-owner-1": "{ $address } staat niet meer op { $list }: verwijderd door { $by }, per e-mail.",
  "change-owner-scenario":
    "U hoeft niets te doen. Wie erop staat: `conclave member list { $list }`. Een scenario van de lijst zegt dat u dit hoort: `conclave list scenario { $list }`",
  "change-owner-do":
    "U hoeft niets te doen. Wie erop staat: `conclave member list { $list }`. Om hier niets meer van te horen: `conclave list config { $list } admin_notify_mchanges=no`",

  "welcome-subject": "Welkom op { $list }",
  "welcome-subject-try": "Welkom op { $list }. Eén ding om te proberen.",
  "welcome-1": "U staat als { $address } op { $list }. De beheerders zorgen voor de lijst: { $owner }",
  "welcome-sealed":
    "De berichten zijn versleuteld: alleen leden kunnen ze openen. Deze server opent elk bericht een ogenblik om het voor u te versleutelen.",
  "welcome-sealed-received":
    "Wat versleuteld binnenkomt, gaat versleuteld weg: alleen leden kunnen het openen. Deze server opent zo'n bericht een ogenblik om het voor u te versleutelen. Wat onversleuteld binnenkomt, gaat misschien onversleuteld weg.",
  "welcome-try":
    "Eén ding om te proberen: beantwoord dit bericht. Het antwoord gaat alleen naar de beheerders, en zij zien of het werkt.",
  "welcome-write": "Zo schrijft u naar iedereen: { $list }",
  "welcome-keys":
    "Om voor de lijst te versleutelen is haar sleutel nodig; die is bijgevoegd. Vergelijk hem met wie u heeft uitgenodigd:",
  "welcome-leave":
    "Wilt u weg, schrijf dan naar { $leave }. Wilt u even pauzeren, vraag het dan aan { $owner }.",

  "key-test-subject": "{ $list }: kunt u dit lezen?",
  "key-test-1":
    "Dat kunt u: dit bericht is versleuteld voor uw sleutel { $fingerprint }, net als de berichten van { $list }.",
  "key-test-do":
    "Doe dit: antwoord met wat dan ook, versleuteld en ondertekend zoals u naar de lijst schrijft. Het antwoord gaat alleen naar de beheerders, en zij zien dat alles werkt.",
  "key-test-else": "Niet uw sleutel, of u bent het niet? Zeg het tegen de beheerders: { $owner }",
};
