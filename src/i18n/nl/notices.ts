/** Nederlands: wat in berichten staat, en wat afzenders en leden over die van hen horen. */
export const nlNotices = {
  "sealed-subject": "versleuteld bericht { $number }",
  "from-via": "{ $name } via { $list }",

  "block-subject": "Onderwerp: { $value }",
  "block-from": "Van: { $value }",
  "block-date": "Datum: { $value }",
  "block-unsigned": "{ $line } (niet ondertekend)",
  "block-to": "Aan: { $value }",
  "block-cc": "Kopie: { $value }",
  "block-signed": "Handtekening: geldig, van { $who }",
  "block-signed-anonymous": "Handtekening: geldig, van een lid",
  "block-not-signed": "Handtekening: geen die telt ({ $why })",
  "block-encrypted": "Versleuteld op weg naar de lijst: ja",
  "block-not-encrypted": "Versleuteld op weg naar de lijst: nee",
  "block-signature-lost": "De eigen handtekening van de schrijver kon niet worden meegegeven.",
  "block-no-integrity": "De versleuteling beschermt niet tegen wijzigingen: vertrouw niet op de tekst.",
  "clear-mark-openpgp":
    "Dit exemplaar heeft de lijst onversleuteld verlaten: de lijst versleutelt voor OpenPGP-sleutels en heeft er van u geen die zij kan gebruiken.",
  "clear-mark-smime":
    "Dit exemplaar heeft de lijst onversleuteld verlaten: de lijst versleutelt voor certificaten en heeft er van u geen dat zij kan gebruiken.",
  "clear-mark-both":
    "Dit exemplaar heeft de lijst onversleuteld verlaten: de lijst heeft van u geen OpenPGP-sleutel of certificaat dat zij kan gebruiken.",
  "clear-mark-all":
    "Dit bericht kwam versleuteld binnen. De lijst geeft het onversleuteld door, zoals haar beheerders hebben besloten.",

  "waiting-subject": "Er wacht een bericht op u",
  "waiting-subject-none": "Een bericht kon niet voor u worden versleuteld",
  "waiting-1":
    "Iemand heeft naar { $list } geschreven. Wij konden het bericht niet voor u versleutelen, daarom hebt u het niet gekregen.",
  "waiting-why": "De reden: { $why }.",
  "waiting-why-no-key": "wij hebben geen sleutel van u",
  "waiting-why-only-openpgp":
    "de lijst versleutelt alleen voor OpenPGP-sleutels, en van u hebben wij het certificaat { $fingerprint }",
  "waiting-why-only-smime":
    "de lijst versleutelt alleen voor certificaten, en van u hebben wij de OpenPGP-sleutel { $fingerprint }",
  "waiting-why-expired": "uw sleutel { $fingerprint } is verlopen op { $date }",
  "waiting-why-unusable": "uw sleutel { $fingerprint } is niet te gebruiken: { $reason }",
  "waiting-why-changed": "het was versleuteld voor een sleutel van u die de lijst niet meer gebruikt",
  "waiting-do-changed":
    "Wat hierna komt, is versleuteld voor de sleutel die u nu hebt. Wat dit bericht zei, kunnen de schrijver of de beheerders, { $owner }, u vertellen.",
  "waiting-kept-one": "1 bericht wordt tot { $date } voor u bewaard. Het komt zodra uw sleutel werkt.",
  "waiting-kept-more":
    "{ $count } berichten worden voor u bewaard, het oudste tot { $date }. Ze komen zodra uw sleutel werkt.",
  "waiting-you": "U krijgt dit als { $address }, hoogstens één keer per dag.",

  "refused-subject": "Uw bericht aan { $list } is niet doorgestuurd",
  "refused-1":
    "Uw bericht van { $date } (Message-ID { $id }) is bij ons aangekomen. Geen enkel lid heeft het gekregen.",
  "held-subject": "Uw bericht aan { $list } wacht op een beheerder",
  "held-1":
    "Uw bericht van { $date } (Message-ID { $id }) is bij ons aangekomen. Nog geen enkel lid heeft het gekregen.",
  "warned-subject": "Uw bericht aan { $list } kwam onversleuteld",
  "warned-1": "Uw bericht van { $date } (Message-ID { $id }) is naar de leden gegaan.",
  "warned-2":
    "Het antwoordt op een versleuteld bericht en kwam onversleuteld: iedereen onderweg kon het lezen, met wat het citeert.",
  "warned-do":
    "Doe dit: zet de volgende keer „Versleutelen” aan voordat u antwoordt. Een bericht aan { $sendkey } brengt u de sleutel van de lijst.",
  "refused-reason": "De reden: { $reason }.",
  "refused-do": "Doe dit: { $do }",
  "refused-kept": "Een beheerder kan het { $days } dagen lang bekijken. U mag het gerust opnieuw sturen.",
  "held-kept": "Het wacht { $days } dagen lang op een beheerder. U hoeft het niet opnieuw te sturen.",
  "held-kept-on": "Het wacht tot een beheerder beslist. U hoeft het niet opnieuw te sturen.",
  "held-waits": "Dit bericht wacht { $days } dagen lang op een beheerder.",
  "held-waits-on": "Dit bericht wacht tot een beheerder beslist.",
  "refused-no-quote": "Uit uw bericht citeren wij hier met opzet niets.",
  "refused-human": "Hier antwoordt u een mens: { $owner }",

  "reason-not-sealed": "het was niet voor de lijst versleuteld",
  "do-not-sealed":
    "Zet in uw programma „Versleutelen” aan en stuur het opnieuw. Een bericht aan { $sendkey } brengt u de sleutel van de lijst.",
  "reason-not-signed": "het draagt geen handtekening van een lid die telt ({ $why })",
  "reason-not-signed-changed":
    "onderweg is er iets toegevoegd, zodat de handtekening maar een deel ervan dekt",
  "do-not-signed-changed":
    "Een mailserver of een lijst onderweg voegt tekst toe aan berichten. Vraag wie die beheert om ondertekende berichten met rust te laten, of versleutel het bericht.",
  "reason-cannot-open": "wij konden het niet ontsleutelen",
  "do-cannot-open":
    "Versleutel het voor de huidige sleutel van de lijst en stuur het opnieuw. Een bericht aan { $sendkey } brengt u de sleutel.",
  "reason-key-compromised": "wij konden het niet ontsleutelen, en een sleutel van de lijst telt niet meer",
  "do-key-compromised":
    "Vraag een beheerder om de cijfers van de nieuwe sleutel van de lijst, versleutel het bericht voor die sleutel en stuur het opnieuw. Een bericht aan { $sendkey } brengt u de sleutel.",
  "reason-cannot-reopen":
    "een lid dat erop wachtte heeft inmiddels een sleutel, en wij kunnen het niet meer ontsleutelen",
  "do-cannot-reopen":
    "Geef de lijst de sleutel terug waarvoor het is versleuteld (`conclave key import`) en laat het dan toe.",
  "reason-nonmember": "alleen leden schrijven zonder vragen naar deze lijst",
  "do-nonmember": "Wacht op een beheerder, of schrijf naar { $owner }.",
  "reason-member-moderated": "de beheerders bekijken berichten voordat ze worden verspreid",
  "do-member-moderated": "Wacht. Een beheerder bekijkt het en laat het gaan.",
  "reason-nonmember-refused": "alleen leden mogen naar deze lijst schrijven",
  "do-nonmember-refused": "Als u lid wilt worden, schrijf dan naar { $owner }.",
  "reason-member-moderated-refused": "leden mogen niet naar deze lijst schrijven",
  "do-member-moderated-refused": "Schrijf in plaats daarvan naar de beheerders: { $owner }.",
  "reason-too-large": "het is groter dan { $limit } kB",
  "do-too-large": "Stuur het opnieuw zonder grote bijlagen, of wacht op een beheerder.",
  "reason-clock-ahead":
    "het is { $hours } uur in de toekomst ondertekend: de klok van uw apparaat loopt voor",
  "do-clock-ahead": "Zet de klok van uw apparaat gelijk en stuur het opnieuw.",
  "reason-too-old": "het is { $days } dagen geleden ondertekend",
  "do-too-old": "Onderteken het opnieuw en stuur het opnieuw.",
  "reason-no-signed-time": "de handtekening zegt niet wanneer zij is gezet",
  "do-no-signed-time":
    "Stuur het met een programma dat de tijd in de handtekening schrijft, of wacht op een beheerder.",
  "reason-signed-for-others":
    "het is voor iemand anders ondertekend: de ondertekende velden To en Cc noemen de lijst niet",
  "do-signed-for-others":
    "Onderteken het opnieuw, met het adres van de lijst in To of Cc, en stuur het opnieuw.",
  "reason-strange-history":
    "de handtekening noemt lijsten waarlangs het kwam, en dat is niet te lezen of niet ondertekend door een sleutel die hier bekend is",
  "do-strange-history": "Stuur het zelf naar deze lijst, en niet via een andere lijst.",
  "reason-revocation-unknown":
    "niemand kon nog zeggen of het certificaat van de handtekening is ingetrokken: de autoriteit ervan wordt gevraagd",
  "do-revocation-unknown":
    "Wacht: het gaat vanzelf verder zodra er antwoord is, of als een beheerder het doorlaat.",
  "reason-replayed": "dezelfde ondertekende tekst is al eerder verstuurd, hierheen of naar een ander adres",
  "do-replayed": "Onderteken het opnieuw, met het adres van de lijst in To, en stuur het opnieuw.",
  "reason-opened-elsewhere": "dezelfde versleutelde tekst is al eerder ergens anders heen gestuurd",
  "do-opened-elsewhere": "Versleutel het opnieuw voor deze lijst en stuur het opnieuw.",
  "reason-no-integrity":
    "de versleuteling beschermt niet tegen wijzigingen, en niemand heeft het ondertekend",
  "do-no-integrity":
    "Onderteken het, of gebruik een programma dat met AES-GCM versleutelt, en stuur het opnieuw.",
  "reason-not-whole": "slechts een deel ervan is versleuteld of ondertekend",
  "do-not-whole": "Stuur het opnieuw als één versleuteld en ondertekend bericht, zonder iets ernaast.",
  "reason-not-whole-changed": "onderweg is er iets toegevoegd aan wat versleuteld was",
  "do-not-whole-changed":
    "Een mailserver of een lijst onderweg voegt tekst toe aan berichten. Vraag wie die beheert om versleutelde berichten met rust te laten, of stuur het langs een andere weg.",
  "reason-malformed": "het is geen goed gevormd bericht",
  "do-malformed": "Stuur het opnieuw met een ander programma.",
  "reason-loop": "het is al eerder door deze lijst gegaan",
  "do-loop": "Schrijf een nieuw bericht in plaats van dit door te sturen.",
  "reason-clear-not-confirmed":
    "het kwam versleuteld, en de instellingen van de lijst zouden het onversleuteld doorgeven",
  "do-clear-not-confirmed": "Wacht. Een beheerder moet over de instellingen van de lijst beslissen.",
  "reason-not-sendable": "een ondertekend deel ervan kan niet ongewijzigd worden doorgestuurd",
  "do-not-sendable": "Stuur het opnieuw met een ander programma.",
  "reason-header-too-long": "een veld van de kop, zoals het onderwerp, is te lang om door te sturen",
  "do-header-too-long": "Maak het onderwerp korter en stuur het opnieuw.",
  "reason-owners-without-key":
    "het kwam versleuteld voor de beheerders, en geen van hen heeft een sleutel om het voor te versleutelen",
  "do-owners-without-key":
    "Wacht, of bereik een beheerder langs een andere weg. Het wordt bewaard tot een van hen een sleutel heeft.",
  "reason-names-author": "de vorm ervan noemt wie het schreef, en dat kan er niet uit worden gehaald",
  "do-names-author": "Stuur het opnieuw zonder het te ondertekenen.",
  "reason-clear-reply": "het antwoordt op een versleuteld bericht en kwam onversleuteld",
  "do-clear-reply":
    "Versleutel uw antwoord en stuur het opnieuw. Mag iedereen onderweg het lezen, zeg dat dan tegen de beheerders: { $owner }.",
  "reason-bounce": "een exemplaar kwam terug",

  "key-rotated-subject": "{ $list } heeft een nieuwe sleutel",
  "key-rotated-1":
    "{ $list } heeft een nieuwe sleutel. Dit bericht is ermee ondertekend; het deel hieronder, met de sleutel, is ook ondertekend met de sleutel die u kent:",
  "key-rotated-do":
    "Doe dit: kijk of uw programma die handtekening goed vindt, importeer de nieuwe sleutel en versleutel er vanaf vandaag voor. De oude sleutel opent nog { $days } dagen, daarna wordt hij gewist.",
  "key-compromised-subject": "Gebruik de oude sleutel van { $list } niet meer",
  "key-compromised-1":
    "Iemand anders heeft misschien de oude sleutel van { $list }. Versleutel er niets meer voor, en geloof niets wat er vanaf vandaag mee is ondertekend:",
  "key-compromised-do":
    "Er is een nieuwe sleutel. Dit bericht kan niet bewijzen dat hij van de lijst is: vergelijk de cijfers met een beheerder, per telefoon of in persoon, voordat u hem gebruikt.",

  "sendkey-subject": "De sleutel van { $list }",
  "sendkey-1":
    "De sleutels van { $list } zijn bijgevoegd. Importeer er een van, dan kan uw programma voor { $address } versleutelen.",
  "sendkey-openpgp": "OpenPGP-sleutel: { $fingerprint }",
  "sendkey-smime": "Certificaat (SHA-256): { $fingerprint }",
  "sendkey-none-subject": "{ $list } heeft geen sleutels",
  "sendkey-none-signing":
    "Deze lijst heeft geen eigen sleutels: er kan niets voor worden versleuteld. Schrijf onversleuteld naar { $address }, en onderteken met de sleutel die de beheerders als de uwe kennen.",
  "sendkey-none": "Deze lijst heeft geen sleutels. Schrijf naar { $address } zoals naar iedereen.",
  "sendkey-forms":
    "Wil uw programma een andere vorm? Schrijf nog eens hierheen met één woord als onderwerp: pem, der, pkcs7 of openpgp.",
  "sendkey-form-pem": "list-chain.pem bevat het certificaat en die van de instanties erboven, als PEM.",
  "sendkey-form-der":
    "Elk certificaat is een bestand op zich, als DER: list-certificate.cer is dat van de lijst, list-authority-1.cer dat van de instantie erboven.",
  "sendkey-form-pkcs7":
    "list-certificate.p7c bevat het certificaat en die van de instanties erboven, als PKCS#7. Open het, en importeer alles wat erin zit.",
  "sendkey-form-openpgp": "list-key.asc bevat de sleutel, als tekst.",
  "sendkey-compare": "Vergelijk de cijfers van een sleutel met iemand die ze kent, voordat u hem vertrouwt.",
  "sendkey-authority":
    "Vraagt uw programma om een autoriteit om te vertrouwen? Importeer list-authority.crt als zodanig, voor e-mail. Zij staat in voor { $address } en voor niemand anders. Uw programma toont haar cijfers; vergelijk die ook:",
  "sendkey-authority-sha256": "Autoriteit (SHA-256): { $fingerprint }",
  "sendkey-authority-sha1": "Autoriteit (SHA-1, onder Windows): { $fingerprint }",
  "sendkey-authority-thunderbird":
    "Thunderbird: Instellingen, Privacy & Beveiliging, Certificaten beheren, Organisaties, Importeren, voor het identificeren van e-mailgebruikers. Importeer daarna list-certificate.crt onder Personen.",
  "sendkey-authority-apple":
    "Apple Mail: open beide bestanden in Sleutelhangertoegang; zet bij de autoriteit S/MIME op „Vertrouw altijd”.",
  "sendkey-authority-outlook":
    "Outlook: open list-authority.crt en kies „Certificaat installeren”, in „Vertrouwde basiscertificeringsinstanties”. Sla daarna de lijst op als contactpersoon, met list-certificate.crt onder „Certificaten”.",
};
