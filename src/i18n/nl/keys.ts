/** Nederlands: hoe u een lijst uw sleutel geeft en zo ondertekent dat het telt; en wat verloopt. */
export const nlKeys = {
  "waiting-do":
    "Doe dit: stuur de beheerders, { $owner }, uw openbare OpenPGP-sleutel, of een bericht dat met uw certificaat is ondertekend. Zij koppelen hem aan uw adres.",
  "waiting-do-ca":
    "Doe dit: stuur een bericht met de regel VERIFY, ondertekend met uw certificaat, naar { $request }. Als de lijst de autoriteit vertrouwt die het heeft uitgegeven, is het vanaf dan bekend. Anders, of als u een OpenPGP-sleutel hebt, schrijft u naar de beheerders, { $owner }: zij koppelen hem aan uw adres.",
  "waiting-do-openpgp":
    "Doe dit: stuur uw openbare OpenPGP-sleutel naar de beheerders, { $owner }. Zij koppelen hem aan uw adres.",
  "waiting-do-smime":
    "Doe dit: stuur de beheerders, { $owner }, een bericht dat met uw certificaat is ondertekend. Zij koppelen het aan uw adres.",
  "waiting-do-smime-ca":
    "Doe dit: stuur een bericht met de regel VERIFY, ondertekend met uw certificaat, naar { $request }. Als de lijst de autoriteit vertrouwt die het heeft uitgegeven, is het vanaf dan bekend. Anders beslissen de beheerders, { $owner }.",

  "expiry-subject-soon": "Uw sleutel verloopt binnenkort",
  "expiry-subject-expired": "Uw sleutel is verlopen",
  "expiry-1": "Dit is de sleutel waaraan { $list } u herkent:",
  "expiry-key-openpgp-soon": "OpenPGP-sleutel { $fingerprint }: verloopt op { $date }",
  "expiry-key-openpgp-expired": "OpenPGP-sleutel { $fingerprint }: verlopen op { $date }",
  "expiry-key-smime-soon": "Certificaat { $fingerprint }: verloopt op { $date }",
  "expiry-key-smime-expired": "Certificaat { $fingerprint }: verlopen op { $date }",
  "expiry-then-soon":
    "Tot dan verandert er niets. Daarna versleutelt de lijst er niets meer voor, en wat u ermee ondertekent, telt niet.",
  "expiry-then-expired": "De lijst versleutelt er niets meer voor, en wat u ermee ondertekent, telt niet.",
  "expiry-do-openpgp":
    "Doe dit: geef uw sleutel in uw mailprogramma een latere datum, en voeg de openbare sleutel bij een ondertekend bericht aan { $request }. Dezelfde sleutel met een latere datum wordt meteen overgenomen. Een nieuwe sleutel gaat naar de beheerders, { $owner }, die hem aan uw adres koppelen.",
  "expiry-do-smime":
    "Doe dit: haal een nieuw certificaat waar u dit hebt gekregen, en stuur de beheerders, { $owner }, een bericht dat ermee is ondertekend. Zij koppelen het aan uw adres.",
  "expiry-do-smime-ca":
    "Doe dit: haal een nieuw certificaat waar u dit hebt gekregen, en onderteken er uw volgende bericht aan de lijst mee, of een bericht met de regel VERIFY aan { $request }. Het wordt meteen overgenomen. Als u een vraag hebt: { $owner }",

  "expiry-owners-subject": "Sleutels die verlopen: { $list }",
  "expiry-owners-1": "Deze sleutels van { $list } verlopen binnenkort of zijn verlopen:",
  "expiry-owners-member": "{ $who }: { $key }",
  "expiry-owners-own": "De lijst zelf: { $key }",
  "expiry-owners-more": "en nog { $count }",
  "expiry-owners-told": "Elk lid om wiens sleutel het gaat, heeft het gehoord, en wat te doen is.",
  "expiry-owners-do": "Als er een nieuwe sleutel komt: conclave key import { $list } --member ADRES BESTAND",
  "expiry-owners-do-own":
    "De lijst zelf heeft een nieuwe sleutel nodig: conclave key rotate { $list } --scheme { $scheme }",

  "do-not-signed":
    "Zet in uw programma „Ondertekenen” aan, gebruik de sleutel die de beheerders als de uwe kennen, en stuur het opnieuw.",
  "do-not-signed-ca":
    "Zet in uw programma „Ondertekenen” aan, gebruik uw certificaat van een autoriteit die de lijst vertrouwt, of de sleutel die de beheerders als de uwe kennen, en stuur het opnieuw.",
  "do-scenario-refused-signed":
    "Zet in uw programma „Ondertekenen” aan, gebruik de sleutel die de beheerders als de uwe kennen, en stuur het opnieuw.",
  "do-scenario-refused-signed-ca":
    "Zet in uw programma „Ondertekenen” aan, gebruik uw certificaat van een autoriteit die de lijst vertrouwt, of de sleutel die de beheerders als de uwe kennen, en stuur het opnieuw.",
  "sign-do-expired":
    "Haal een nieuw certificaat of een nieuwe sleutel, of verleng uw sleutel, geef die aan de beheerders, { $owner }, en stuur uw bericht opnieuw, ermee ondertekend.",
  "sign-do-expired-ca":
    "Haal een nieuw certificaat van een autoriteit die de lijst vertrouwt, of verleng uw OpenPGP-sleutel en geef die aan de beheerders, { $owner }. Stuur daarna uw bericht opnieuw, ermee ondertekend.",
  "sign-do-revoked":
    "Haal een nieuw certificaat of een nieuwe sleutel, geef die aan de beheerders, { $owner }, en stuur uw bericht opnieuw, ermee ondertekend.",
  "sign-do-revoked-ca":
    "Haal een nieuw certificaat van een autoriteit die de lijst vertrouwt, of geef een nieuwe OpenPGP-sleutel aan de beheerders, { $owner }. Stuur daarna uw bericht opnieuw, ermee ondertekend.",
  "sign-do-untrusted":
    "Haal een certificaat van een autoriteit die de lijst vertrouwt, of geef het uwe aan de beheerders, { $owner }, die het aan uw adres kunnen koppelen, en stuur uw bericht opnieuw.",
  "sign-do-purpose":
    "Haal een nieuw certificaat dat voor e-mail is bedoeld (emailProtection), geef het aan de beheerders, { $owner }, en stuur uw bericht opnieuw, ermee ondertekend.",
  "sign-do-purpose-ca":
    "Haal bij een autoriteit die de lijst vertrouwt een nieuw certificaat dat voor e-mail is bedoeld (emailProtection), en stuur uw bericht opnieuw, ermee ondertekend. Als u een vraag hebt: { $owner }",

  "archive-subject": "{ $list }: waar u om vroeg",
  "archive-1": "U vroeg om berichten van { $list }. Bijgevoegd: { $numbers }",
  "archive-post": "Bericht { $number }, { $date }",
  "archive-gone":
    "De berichten van { $list } waar u om vroeg, worden niet meer bewaard: er is niets bijgevoegd. INDEX zegt welke er zijn.",
  "archive-no-key":
    "U vroeg om berichten van { $list }. Ze gaan versleuteld of helemaal niet, en wij hebben geen sleutel van u om voor te versleutelen. Geef de beheerders een sleutel en vraag het opnieuw: { $owner }",
  "archive-no-key-ca":
    "U vroeg om berichten van { $list }. Ze gaan versleuteld of helemaal niet, en wij hebben geen sleutel van u om voor te versleutelen. Vraag het opnieuw in een bericht aan { $request } dat met uw certificaat is ondertekend. Hebt u er geen van een autoriteit die de lijst vertrouwt, geef de beheerders dan een sleutel: { $owner }",

  "command-no-key":
    "Er is niets gedaan. Dit gaat versleuteld of helemaal niet, en de lijst heeft geen sleutel van u om voor te versleutelen. Stuur uw sleutel naar de beheerders.",
  "command-no-key-ca":
    "Er is niets gedaan. Dit gaat versleuteld of helemaal niet, en de lijst heeft geen sleutel van u om voor te versleutelen. Onderteken uw bericht met een certificaat van een autoriteit die de lijst vertrouwt, of stuur uw sleutel naar de beheerders.",
  "command-refused-unsigned":
    "Er is niets gedaan. De lijst wil dit ondertekend, met de sleutel die zij als de uwe kent. Onderteken uw bericht, en schrijf de opdracht in de tekst ervan.",
  "command-refused-unsigned-ca":
    "Er is niets gedaan. De lijst wil dit ondertekend, met een certificaat van een autoriteit die zij vertrouwt, of met de sleutel die zij als de uwe kent. Onderteken uw bericht, en schrijf de opdracht in de tekst ervan.",
  "command-verify-do":
    "Onderteken met de sleutel die de beheerders als de uwe kennen, of vraag het hun: { $owner }",
  "command-verify-do-ca":
    "Onderteken met uw certificaat van een autoriteit die de lijst vertrouwt, of met de sleutel die de beheerders als de uwe kennen, of vraag het hun: { $owner }",
};
