/** Nederlands: wat beheerders en moderators over wachtende berichten lezen, en afzenders over hun beslissingen. */
export const nlModeration = {
  "owner-held-subject": "{ $list }: bericht { $number } wacht op u",
  "owner-held-1":
    "Bericht { $number } aan { $list } wacht tot { $date } op een beheerder. Het wordt bewaard zoals het kwam.",
  "owner-held-1-on":
    "Bericht { $number } aan { $list } wacht op een beheerder. Het wordt bewaard zoals het kwam.",
  "owner-held-reason": "De reden: { $reason }.",
  "owner-held-header": "De kop ervan, zoals iedereen onderweg die kon lezen:",
  "owner-held-others":
    "Behalve dit wachten er nog { $count }. Als het er veel zijn, hoort u niet van elk: `conclave held list { $list }` toont ze.",
  "owner-held-do":
    "Doe dit: `conclave held show { $number }`, dan `conclave held accept { $number }`, of `held reject`, `held discard`, `held defer`, `held ask`.",
  "owner-held-no-key":
    "U kunt dit bericht niet beantwoorden: de lijst vraagt handtekeningen en heeft geen sleutel van u. `conclave key import` koppelt er een.",

  "reason-automatic": "een programma heeft het vanzelf verstuurd",
  "do-automatic": "Niets. Hier wordt alleen gelezen wat een mens schrijft.",
  "reason-answers-nothing": "het antwoordt op een vraag die niemand heeft gesteld of waarover al is beslist",
  "do-answers-nothing": "Schrijf in plaats daarvan naar { $owner }.",

  "decide-1": "Doe dit: beantwoord dit bericht met een van deze regels als eerste, en met niets erboven:",
  "decide-1-signed":
    "Doe dit: beantwoord dit bericht, ondertekend met de sleutel die de lijst van u heeft, met een van deze regels als eerste:",
  "decide-accept": "accept { $number }   het gaat naar de leden",
  "decide-reject":
    "reject { $number } REDEN   het wordt gewist; de afzender leest uw reden, waar die verteld mag worden",
  "decide-reject-untold":
    "reject { $number } REDEN   het wordt gewist; niemand hoort het, zoals altijd op deze lijst",
  "decide-discard": "discard { $number }   het wordt gewist; niemand hoort het",
  "decide-defer": "defer { $number }   het wacht { $days } dagen langer; voor drie: defer { $number } 3 days",
  "decide-ask":
    "ask { $number }   de afzender wordt gevraagd het opnieuw te sturen zoals de lijst het aanneemt",
  "decide-show": "show { $number }   u krijgt het, versleuteld voor uw sleutel",
  "decide-show-clear": "show { $number }   u krijgt het",
  "decide-address": "Antwoorden gaan naar { $address }. Eén antwoord telt, en alleen van u.",

  "moderation-subject": "{ $list }: over bericht { $number }",
  "moderation-subject-none": "{ $list }: uw antwoord heeft niets beslist",
  "moderation-accepted":
    "Bericht { $number } gaat nu naar de leden. Houdt een andere regel het tegen, dan hoort u er weer van.",
  "moderation-not-accepted":
    "Er is niets gedaan. Bericht { $number } wacht om wat het is; het toelaten verandert dat niet.",
  "moderation-rejected": "Bericht { $number } is gewist, en { $told } hoort uw reden.",
  "moderation-rejected-untold":
    "Bericht { $number } is gewist. De afzender kon het niet worden verteld: de lijst antwoordt nooit, niemand staat in voor het adres, of er is vandaag al genoeg naar geschreven.",
  "moderation-discarded": "Bericht { $number } is gewist. Niemand hoort het.",
  "moderation-deferred": "Bericht { $number } wacht tot { $date }.",
  "moderation-asked":
    "{ $told } wordt gevraagd bericht { $number } opnieuw te sturen. Het blijft intussen hier.",
  "moderation-not-asked":
    "Er is niets gedaan. Bericht { $number } opnieuw sturen zou niets veranderen, of het noemt niemand aan wie het te vragen is, of het is de afgelopen 24 uur al gevraagd, of er is vandaag al genoeg geschreven.",
  "moderation-not-understood":
    "Er is niets gedaan. De eerste regel van uw antwoord is geen van de regels hieronder.",
  "moderation-other-number":
    "Er is niets gedaan. Uw antwoord noemt een ander bericht dan { $number }, waarvoor dit adres is.",
  "moderation-which":
    "Er is niets gedaan. Wat u ondertekende, zegt niet welk bericht u bedoelt: schrijf het nummer, { $number }, achter het eerste woord.",
  "moderation-not-signed":
    "Er is niets gedaan. Over bericht { $number } kwam een antwoord dat geen handtekening van u draagt die telt ({ $why }). Was het niet van u, dan leest iemand anders uw e-mail.",
  "moderation-not-your-key":
    "Er is niets gedaan. Over bericht { $number } kwam een antwoord dat is ondertekend met een sleutel die de lijst niet van u heeft. Was het van u, onderteken dan met de sleutel die de beheerders als de uwe kennen. Zo niet, dan leest iemand anders uw e-mail.",
  "moderation-not-you":
    "Er is niets gedaan. Over bericht { $number } kwam een antwoord van een ander adres dan het uwe. Was het niet van u, dan leest iemand anders uw e-mail.",
  "moderation-no-integrity":
    "Er is niets gedaan. Uw antwoord over bericht { $number } was zo versleuteld dat het onderweg te wijzigen is, en niet ondertekend. Onderteken het en stuur het opnieuw.",
  "moderation-wrong-time":
    "Er is niets gedaan. Uw antwoord over bericht { $number } is te lang geleden, in de toekomst of zonder tijd ondertekend. Zet de klok van uw apparaat gelijk en antwoord opnieuw.",
  "moderation-replayed":
    "Er is niets gedaan. Wat u over bericht { $number } ondertekende, heeft al eens geteld. Schrijf een nieuw antwoord.",
  "moderation-gone":
    "Er is niets gedaan. Over wat u beantwoordde is al beslist, de tijd ervan is om, of uw antwoord heeft al geteld. `conclave held list { $list }` toont wat wacht.",
  "moderation-no-copy":
    "Bericht { $number } kan niet worden getoond: { $why }. `conclave held save { $number } BESTAND` schrijft het zoals het kwam.",
  "moderation-no-copy-key": "de lijst heeft geen sleutel van u om voor te versleutelen",
  "moderation-no-copy-closed": "het gaat met de sleutels van de lijst niet open",
  "moderation-no-copy-elsewhere":
    "hetzelfde versleutelde bericht is al eerder op een ander adres geopend, en wordt voor niemand anders geopend",
  "moderation-no-copy-html": "iedereen kon het onderweg wijzigen, en het heeft geen gewone tekst",
  "moderation-copy":
    "Bericht { $number } aan { $list } is bijgevoegd, zoals de lijst het heeft gelezen. Het wacht nog.",

  "rejected-1":
    "Uw bericht van { $date } (Message-ID { $id }) is bij ons aangekomen. Een beheerder heeft het bekeken en niet naar de leden laten gaan.",
  "rejected-reason": "De beheerder schrijft: { $reason }",
  "rejected-do": "Doe dit: als u het kunt verhelpen, schrijf dan een nieuw bericht. Er is niets bewaard.",

  "ask-subject": "Stuur uw bericht aan { $list } alstublieft opnieuw",
  "ask-1":
    "Uw bericht van { $date } (Message-ID { $id }) is bij ons aangekomen. Wij konden het niet aannemen, en een beheerder vraagt u het opnieuw te sturen.",
  "ask-new": "Stuur het als een nieuw bericht: hetzelfde nog eens zou voor een kopie worden gehouden.",
  "key-attached": "De sleutel van de lijst is bijgevoegd. Vergelijk de cijfers met iemand die ze kent:",
  "keys-attached":
    "De sleutels van de lijst zijn bijgevoegd, een voor elk soort programma. Vergelijk de cijfers met iemand die ze kent:",

  "owner-summary-subject": "{ $list }: wat er bij de server ligt",
  "owner-summary-1": "Geen enkel lid heeft deze berichten aan { $list } gekregen:",
  "owner-summary-held": "wachten op u: { $count }, sinds { $date }; reden: { $reason }",
  "owner-summary-refused": "niet doorgestuurd: { $count }, sinds { $date }; reden: { $reason }",
  "owner-summary-more": "en nog { $count }, om andere redenen",
  "owner-summary-expiring":
    "{ $count } van de wachtende worden gewist vóór het einde van { $date }. `conclave held defer` bewaart ze langer.",
  "owner-summary-do":
    "Doe dit: `conclave held list { $list }` toont elk met zijn nummer. Dan `conclave held accept`, `held reject`, `held discard` of `held defer`, met dat nummer. Bij wat niet is doorgestuurd, vraagt `conclave held ask` de afzender het opnieuw te sturen.",
  "owner-summary-kept":
    "Waarover niemand beslist, wordt gewist als de tijd ervan om is. U krijgt dit hoogstens één keer per dag.",
  "owner-summary-requests":
    "Mensen die op uw beslissing wachten: { $count }. Wie dat zijn: `conclave request list { $list }`",
  "owner-summary-left":
    "Gisteren met een sleutel vertrokken: { $who }. Hun adres komt alleen met die sleutel terug, of als u het zegt. Zijn zij het? Vraag het op een andere manier dan per e-mail.",
  "owner-summary-offers":
    "Sleutels van leden die meekwamen en die nog niemand heeft vergeleken: { $count }. Doe dit: `conclave key offers { $list }` toont ze. Vraag de leden langs een andere weg dan e-mail om de cijfers; dan `conclave key accept` of `key refuse`, met het nummer.",
};
