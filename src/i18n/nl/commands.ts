/** Nederlands: wat op opdrachten per e-mail wordt geantwoord, en berichten die om een woord terug vragen. */
export const nlCommands = {
  "command-subject": "{ $list }: wat er van uw bericht is gekomen",
  "command-subject-site": "Wat er van uw bericht is gekomen",
  "command-unknown": "Overgeslagen, want het zijn geen opdrachten: de regels { $lines }.",
  "command-stopped-unknown": "Wat daarachter staat, is niet gelezen.",
  "command-stopped-too-many":
    "Alleen de eerste { $count } opdrachten van een bericht worden gelezen. Stuur de andere in een nieuw bericht.",
  "command-too-many-wishes":
    "Er is niets gedaan. Eén bericht mag om { $count } dingen vragen. Stuur dit in een nieuw bericht.",
  "command-none": "De tekst van uw bericht bevat geen opdracht. Dit zijn de opdrachten, een per regel:",
  "command-quotes-nothing": "Uit uw bericht citeren wij hier met opzet niets.",
  "command-human": "Hier antwoordt u een mens: { $owner }",

  "command-added":
    "Uw bericht draagt tekst naast een ondertekend deel, zodat niemand kan zeggen wat er is ondertekend. Er is niets gedaan. Stuur de opdrachten in een nieuw bericht.",
  "command-no-integrity":
    "Uw bericht was zo versleuteld dat het onderweg te wijzigen is, en niet ondertekend. Er is niets gedaan. Onderteken het en stuur het opnieuw.",
  "command-no-from":
    "Uw bericht zegt niet in één From wie het heeft geschreven. Er is niets gedaan. Stuur het opnieuw vanaf uw eigen adres.",
  "command-other-sender":
    "Uw bericht is verstuurd voor een ander adres dan dat in From, en het is niet ondertekend. Er is niets gedaan. Onderteken het, of stuur het vanaf het adres dat het noemt.",
  "command-wrong-time":
    "Uw bericht is te lang geleden, in de toekomst of zonder tijd ondertekend. Er is niets gedaan. Zet de klok van uw apparaat gelijk en stuur het opnieuw.",
  "command-sealed":
    "Uw bericht is versleuteld of niet te lezen, en dit adres opent niets. Er is niets gedaan. Stuur het naar het eigen adres van de lijst: LIJST-request@{ $domain }",
  "command-not-read":
    "Er is niets gedaan. De lijst kon uw bericht niet lezen, of het kwam langs een weg die zij niet aanneemt.",
  "command-for-others":
    "Er is niets gedaan. Wat u ondertekende, noemt een ander adres waarvoor het bedoeld is. Schrijf de opdrachten in een nieuw bericht aan dat adres.",
  "command-replayed":
    "Er is niets gedaan. Wat u ondertekende, heeft al eens geteld. Schrijf een nieuw bericht.",

  "command-syntax": "Er is niets gedaan. Schrijf het zo: { $syntax }",
  "command-names-no-list": "Er is niets gedaan. Zeg welke lijst: de naam ervan komt eerst.",
  "command-no-such-list":
    "Er is niets gedaan. Een lijst met die naam is hier niet. LISTS toont welke er zijn.",
  "command-other-list":
    "Er is niets gedaan. Dit adres is voor zijn eigen lijst. Schrijf naar het adres -request van de andere lijst.",
  "command-on-no-list": "Er is niets gedaan. U staat hier op geen enkele lijst.",
  "command-refused": "Er is niets gedaan: { $reason }.",
  "command-refused-signed":
    "Er is niets gedaan: { $reason }. Onderteken uw bericht, en schrijf de opdracht in de tekst ervan.",
  "command-refused-moderator": "Er is niets gedaan. Alleen beheerders en moderators van de lijst mogen dat.",
  "command-refused-own":
    "Er is niets gedaan. U kunt uw eigen lidmaatschap wijzigen, en dat van niemand anders.",
  "command-listmaster": "Er is niets gedaan. Wie de server beheert, beslist daarover.",
  "command-already": "Er is niets gedaan. Dat adres staat al op de lijst.",
  "command-not-found": "Er is niets gedaan. Er is hier niemand, en niets, met die naam.",
  "command-keeps-nothing": "Er is niets gedaan. De lijst bewaart geen berichten.",
  "command-keeps-nothing-keys":
    "Er is niets gedaan. De lijst bewaart geen berichten: ze gebruikt sleutels, en haar beheerders hebben archive_with_keys = confirmed niet ingesteld.",
  "command-no-such-post":
    "Er is niets gedaan. Zo'n bericht bewaart de lijst niet. INDEX laat zien welke er zijn.",
  "command-bad-input": "Er is niets gedaan. Wat achter de opdracht staat, klopt niet.",
  "command-not-allowed":
    "Er is niets gedaan. De regels van de lijst staan het niet toe, of er is vandaag vaak genoeg om gevraagd.",
  "command-failed": "Er is niets gedaan, want hier ging iets mis. Probeer het over een uur opnieuw.",

  "command-key-sent":
    "Een bericht met een vraag gaat naar { $address }, als dat nodig is. Voordat het beantwoord is, gebeurt er niets.",
  "command-key-gone":
    "Er is niets gedaan. De sleutel is hier niet bekend: hij is gebruikt, de tijd ervan is om, of hij was voor iets anders bedoeld.",
  "command-owner-asked": "De beheerders van de lijst zijn gevraagd. U hoort wat zij beslissen.",
  "command-joined": "{ $address } staat op { $list }.",
  "command-left": "{ $address } staat niet meer op { $list }.",
  "command-left-staff":
    "{ $address } krijgt de berichten van { $list } niet meer, en zorgt er nog steeds voor.",
  "command-returned": "{ $address } staat weer op { $list }, zoals voorheen.",
  "command-invited": "{ $address } heeft een uitnodiging gekregen.",
  "command-set": "Uw keuze voor { $list } geldt vanaf nu.",
  "command-info-request": "Waar opdrachten heen gaan: { $request }",
  "command-info-owner": "Wie ervoor zorgt: { $owner }",
  "command-review": "{ $list }: { $count } leden.",
  "command-review-hidden": "Nog { $count } worden niet getoond.",
  "command-reminded": "{ $count } leden krijgen bericht.",
  "command-nothing-waits": "Er wacht niets.",
  "command-waits": "{ $number }  { $date }  { $why }",
  "command-more": "en nog { $count }",
  "command-accepted":
    "Bericht { $number } gaat nu naar de leden. Houdt een andere regel het tegen, dan hoort u er weer van.",
  "command-rejected": "Bericht { $number } is gewist. De afzender hoort het, waar het verteld mag worden.",
  "command-no-reason": "Een beheerder van de lijst heeft het niet laten gaan.",
  "command-no-lists": "Er zijn hier geen lijsten die u te zien krijgt.",
  "command-which-none": "{ $address } staat hier op geen enkele lijst.",
  "command-which-off": "{ $list }  (de berichten komen niet naar u)",
  "command-sent": "Bewaarde berichten die in een eigen bericht naar u komen: { $count }.",
  "command-sent-rest": "Meer passen er niet in één bericht. Vraag verder vanaf nummer { $number }.",
  "command-index": "Bewaarde berichten: { $count }.",
  "command-index-next": "Er zijn er meer bewaard, vanaf nummer { $number }.",
  "command-echo": "Uw bericht is aangekomen, en dit is het antwoord.",
  "command-password":
    "Er zijn hier geen wachtwoorden. Wat echt van u moet komen, bevestigt u door een bericht te beantwoorden.",
  "command-verify-smtp": "Uw bericht telt voor { $list } als niet ondertekend, van { $address }.",
  "command-verify-dkim":
    "Uw bericht telt voor { $list } als niet ondertekend; onze mailserver staat in voor { $address }.",
  "command-verify-uncounted": "Het draagt een handtekening die niet telt: { $why }.",
  "command-verify-md5": "Uw bericht telt voor { $list } als bevestigd door { $address }.",
  "command-verify-smime": "Uw bericht telt voor { $list } als ondertekend door { $address }, met S/MIME.",
  "command-verify-pgp": "Uw bericht telt voor { $list } als ondertekend door { $address }, met OpenPGP.",

  "command-help-help": "deze tekst",
  "command-help-lists": "welke lijsten er zijn",
  "command-help-info": "waar een lijst voor is",
  "command-help-which": "op welke lijsten u staat",
  "command-help-subscribe": "lid worden van een lijst",
  "command-help-signoff": "een lijst verlaten; * voor alle",
  "command-help-set": "de bezorging stoppen of hervatten, en uw andere keuzes",
  "command-help-review": "wie er op een lijst staat, als u het mag zien",
  "command-help-stats": "hoeveel erop staan",
  "command-help-last": "het nieuwste bewaarde bericht krijgen",
  "command-help-get": "bewaarde berichten krijgen, op nummer of maand",
  "command-help-index": "welke berichten worden bewaard",
  "command-help-verify": "waarvoor uw handtekening telt",
  "command-help-echo": "een kort antwoord, om te zien dat e-mail aankomt",
  "command-help-password": "zegt dat er geen wachtwoorden zijn",
  "command-help-add": "voor beheerders: mensen op een lijst zetten",
  "command-help-del": "voor beheerders: mensen van een lijst halen",
  "command-help-invite": "iemand voor een lijst uitnodigen",
  "command-help-remind": "voor beheerders: alle leden eraan herinneren dat zij erop staan",
  "command-help-modindex": "voor moderators: welke berichten wachten",
  "command-help-distribute": "voor moderators: een bericht laten gaan",
  "command-help-reject": "voor moderators: een bericht wissen en de afzender zeggen waarom",
  "command-help-confirm": "een sleutel terugbrengen die u is gemaild",
  "command-help-auth": "hetzelfde, en erbij zeggen waar de sleutel voor is",
  "command-help-quit": "wat erachter staat, wordt niet gelezen",

  "command-post-confirmed": "Uw bericht gaat verder: de regels van de lijst worden nog eens geraadpleegd.",

  "confirm-subject": "confirm { $key }",
  "confirm-1": "Iemand, misschien u, heeft { $list } om het volgende gevraagd: { $what }.",
  "confirm-do": "Was u het? Beantwoord dit bericht dan, zoals het is, tot { $date }.",
  "confirm-do-post": "Of stuur deze regel naar { $address }: CONFIRM { $key }",
  "confirm-else": "Was u het niet, doe dan niets: er gebeurt niets.",
  "confirm-post":
    "Het gaat om het bericht van { $date } (Message-ID { $id }). Van wat erin staat, staat hier met opzet niets.",
  "confirm-what-send": "een bericht van { $address } naar de leden door te sturen",
  "confirm-what-subscribe": "{ $address } lid te maken",
  "confirm-what-unsubscribe": "{ $address } te laten vertrekken",
  "confirm-what-add": "{ $address } op de lijst te zetten",
  "confirm-what-del": "{ $address } van de lijst te halen",
  "confirm-what-invite": "{ $address } uit te nodigen",
  "confirm-what-remind": "alle leden aan de lijst te herinneren",
  "confirm-what-review": "te zien wie er op de lijst staat",
  "confirm-what-info": "te zien waar de lijst voor is",
  "confirm-what-archive": "bewaarde berichten te krijgen",
  "confirm-what-own": "te wijzigen hoe de berichten van de lijst naar { $address } komen",
  "confirm-what-moderate": "over een wachtend bericht te beslissen",
  "confirm-what-other": "een opdracht over { $address }",

  "request-owner-subject": "{ $list }: { $address } wacht op uw beslissing",
  "request-owner-1": "{ $actor } heeft { $list } om het volgende gevraagd: { $what }.",
  "request-owner-by-smtp":
    "Niets laat zien dat zij het zelf waren: iedereen kan dat adres in een mail schrijven.",
  "request-owner-by-dkim": "Onze mailserver staat in voor het adres waar het vandaan kwam.",
  "request-owner-by-md5": "Bevestigd met een sleutel die naar dat adres ging.",
  "request-owner-by-smime": "Ondertekend met het eigen S/MIME-certificaat.",
  "request-owner-by-pgp": "Ondertekend met de eigen OpenPGP-sleutel.",
  "request-owner-do":
    "Doe dit: beantwoord dit bericht met „accept” of „reject” als eerste regel. Of op de server: conclave request accept { $number }, of request reject { $number }",
  "request-owner-do-signed":
    "Doe dit: beantwoord dit bericht, ondertekend, met „accept { $number }” of „reject { $number }” als eerste regel. Of op de server: conclave request accept { $number }, of request reject { $number }",
  "request-owner-until": "Het wacht tot { $date }. Het antwoord van één beheerder is genoeg.",
  "request-accepted-subject": "{ $list }: een beheerder zei ja",
  "request-accepted": "Een beheerder van { $list } stemde in met wat werd gevraagd: { $what }.",
  "request-rejected-subject": "{ $list }: een beheerder zei nee",
  "request-rejected": "Een beheerder van { $list } stemde niet in met wat werd gevraagd: { $what }.",
  "request-reason": "De beheerder schrijft: { $reason }",
  "request-human": "Als u een vraag hebt: { $owner }",
  "request-done": "Klaar: verzoek { $number } is ingewilligd.",
  "request-refused": "Klaar: verzoek { $number } is afgewezen.",
  "request-gone": "Er is niets gedaan. Er is al over beslist, of de tijd is om.",
  "request-not-done": "Verzoek { $number } kon niet worden uitgevoerd: { $why }",
  "request-not-understood":
    "Er is niets gedaan. Schrijf „accept { $number }” of „reject { $number }” als eerste regel.",
  "request-not-signed":
    "Er is niets gedaan. De lijst wil uw antwoord ondertekend, met de sleutel die zij als de uwe kent, en recent ({ $why }).",
  "request-not-you": "Er is niets gedaan. Het antwoord kwam van een ander adres dan het uwe.",
};
