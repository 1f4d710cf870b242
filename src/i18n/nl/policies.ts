/** Nederlands: wat een lijst doet, in woorden. */
export const nlPolicies = {
  "policy-from-all-accept": "Wat wie dan ook schrijft, wordt verspreid.",
  "policy-from-all-hold": "Elk bericht wacht op een beheerder.",
  "policy-from-all-reject": "Elk bericht wordt geweigerd.",
  "policy-from-all-discard": "Elk bericht wordt weggegooid, en niemand krijgt antwoord.",
  "policy-from-members-accept": "Wat leden schrijven, wordt verspreid.",
  "policy-from-members-hold": "Wat leden schrijven, wacht op een beheerder.",
  "policy-from-members-reject": "Wat leden schrijven, wordt geweigerd.",
  "policy-from-members-discard": "Wat leden schrijven, wordt weggegooid, en niemand krijgt antwoord.",
  "policy-from-others-accept": "Wat anderen schrijven, wordt ook verspreid.",
  "policy-from-others-hold": "Wat anderen schrijven, wacht op een beheerder.",
  "policy-from-others-reject": "Wat anderen schrijven, wordt geweigerd.",
  "policy-from-others-discard": "Wat anderen schrijven, wordt weggegooid, en niemand krijgt antwoord.",
  "policy-anonymous": "Niets in wat weggaat, zegt wie het schreef.",
  "policy-sign-no": "Niemand hoeft te ondertekenen: wie schreef, is wat From zegt.",
  "policy-sign-yes":
    "Alleen wat een lid heeft ondertekend ({ $families }), gaat meteen weg; de rest wacht op een beheerder.",
  "policy-sign-force":
    "Alleen wat een lid heeft ondertekend ({ $families }), gaat weg; de rest wordt weggegooid, en niemand krijgt antwoord.",
  "policy-unsigned-yes": "Wat geen lid heeft ondertekend ({ $families }), wacht ook op een beheerder.",
  "policy-unsigned-force":
    "Wat geen lid heeft ondertekend ({ $families }), wordt in elk geval weggegooid, en niemand krijgt antwoord.",
  "policy-opens-no": "Berichten die versleuteld komen, gaan ongeopend verder zoals ze kwamen.",
  "policy-opens-no-sealing":
    "Berichten die versleuteld komen, worden niet geopend, en nog eens versleuteld zoals alle andere.",
  "policy-opens-no-signing":
    "Berichten die versleuteld komen, worden niet geopend: geen handtekening erin telt.",
  "policy-opens-yes": "Berichten mogen versleuteld voor de sleutel van de lijst komen ({ $families }).",
  "policy-opens-force":
    "Berichten moeten versleuteld voor de sleutel van de lijst komen ({ $families }); de rest wordt geweigerd.",
  "policy-sends-no": "Leden krijgen berichten onversleuteld.",
  "policy-sends-no-opened":
    "Leden krijgen alle berichten onversleuteld, ook die versleuteld kwamen: iedereen onderweg kan ze lezen.",
  "policy-sends-yes":
    "Leden krijgen berichten versleuteld als zij een sleutel hebben gegeven ({ $families }), anders onversleuteld.",
  "policy-sends-yes-opened":
    "Leden krijgen berichten versleuteld als zij een sleutel hebben gegeven ({ $families }), anders onversleuteld, ook die versleuteld kwamen.",
  "policy-sends-force":
    "Leden krijgen berichten versleuteld ({ $families }), nooit onversleuteld; zonder bruikbare sleutel krijgen zij een briefje dat er een wacht.",
  "policy-sends-received":
    "Wat versleuteld kwam, gaat versleuteld weg ({ $families }), nooit onversleuteld; zonder bruikbare sleutel krijgen leden een briefje dat er een bericht wacht. Wat onversleuteld en ondertekend kwam, houdt de handtekening van de schrijver, onaangeroerd.",
  "policy-sends-no-received": "Andere berichten gaan onversleuteld weg.",
  "policy-sends-yes-received":
    "Andere berichten gaan versleuteld naar leden die een sleutel hebben gegeven ({ $families }), anders onversleuteld.",
  "policy-sends-force-received": "Alle andere gaan ook versleuteld weg ({ $families }).",
  "policy-list-signs": "De lijst ondertekent wat zij verstuurt ({ $families }).",
  "policy-cannot-sign":
    "De lijst zou ondertekenen wat zij verstuurt, maar heeft geen sleutel voor { $family }: zij verstuurt zonder handtekening.",
  "policy-cannot-open":
    "De lijst heeft geen sleutel voor { $family }: wat daarvoor versleuteld komt, kan niet worden geopend.",
  "policy-keeps":
    "De server bewaart elk bericht, in een vorm die hij kan openen, tot iemand het wist. Leden krijgen eerdere berichten per e-mail.",
  "policy-keeps-days":
    "De server bewaart elk bericht, in een vorm die hij kan openen. Leden krijgen eerdere berichten per e-mail. Dagen tot een bericht wordt gewist: { $days }.",

  "family-openpgp": "OpenPGP",
  "family-smime": "S/MIME",
  "family-both": "OpenPGP of S/MIME",

  "outcome-accept": "gaat weg",
  "outcome-hold": "wacht: { $why }",
  "outcome-reject": "geweigerd: { $why }",
  "outcome-discard": "weggegooid: { $why }",
  "outcome-silent": "weggegooid",
  "outcome-not-sealed": "niet versleuteld",
  "outcome-not-signed": "niet ondertekend door een lid",
  "outcome-nonmember": "geen lid",
  "outcome-member-moderated": "een beheerder kijkt eerst",
  "outcome-member-refused": "leden mogen niet schrijven",
  "outcome-cannot-open": "kan niet worden geopend",
  "outcome-clear-not-confirmed": "zou onversleuteld weggaan",
  "outcome-other": "om een andere reden",

  "outcome-head-post": "een bericht",
  "outcome-head-any-post": "elk bericht",
  "outcome-head-member": "een lid met",
  "outcome-head-gets": "krijgt het",
  "outcome-head-came-in-clear": "wat onversleuteld kwam",
  "outcome-head-came-sealed": "wat versleuteld kwam",
  "outcome-unopened": "zoals het kwam, ongeopend",
  "mail-any": "een bericht",
  "mail-plain": "onversleuteld",
  "mail-signed": "ondertekend",
  "mail-signed-in": "ondertekend ({ $family })",
  "mail-sealed": "versleuteld",
  "mail-sealed-in": "versleuteld ({ $family })",
  "mail-both": "ondertekend en versleuteld",
  "mail-both-in": "ondertekend en versleuteld ({ $family })",
  "mail-other-key": "versleuteld voor een andere sleutel",
  "mail-other-key-in": "versleuteld voor een andere sleutel ({ $family })",
  "sender-member": "van een lid",
  "sender-keyless": "van een lid zonder bekende sleutel",
  "sender-outsider": "van iemand anders",

  "copy-as-it-came": "zoals het kwam",
  "copy-clear": "onversleuteld",
  "copy-clear-signed": "onversleuteld, ondertekend door de lijst ({ $family })",
  "copy-sealed": "versleuteld ({ $family })",
  "copy-sealed-signed": "versleuteld en ondertekend door de lijst ({ $family })",
  "copy-notice": "een briefje dat er een bericht wacht",
  "keys-all": "elk lid",
  "keys-none": "geen sleutel",
  "keys-openpgp": "OpenPGP-sleutel",
  "keys-smime": "certificaat",
  "keys-both": "beide",

  "preset-vanilla": "Een gewone mailinglijst: leden schrijven, en iedereen krijgt wat zij schreven.",
  "preset-light":
    "Leden die een sleutel hebben gegeven, krijgen berichten daarvoor versleuteld, de anderen onversleuteld. De lijst zelf heeft geen sleutel nodig.",
  "preset-anti-spam":
    "Alleen wat een lid heeft ondertekend, wordt verspreid; de rest wordt weggegooid. De lijst zelf heeft geen sleutel nodig.",
  "preset-dissidents":
    "Iedereen mag schrijven, versleuteld voor de sleutel van de lijst, en niets zegt wie het is. Leden krijgen berichten onversleuteld en hebben geen sleutel nodig.",
  "preset-full":
    "Alles is versleuteld en ondertekend, op de weg naar binnen en naar buiten. Elk lid heeft een sleutel nodig.",
  "preset-as-received":
    "Wat versleuteld komt, gaat versleuteld weg, wat onversleuteld komt, gaat onversleuteld weg, en handtekeningen blijven zoals ze zijn.",
  "preset-sealed-posts":
    "Alleen wat voor de sleutel van de lijst is versleuteld, wordt aangenomen; dat houdt spam buiten. Leden krijgen berichten onversleuteld en hebben geen sleutel nodig.",
};
