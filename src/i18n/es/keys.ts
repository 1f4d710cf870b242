/** Español: cómo dar su clave a una lista y firmar para que cuente; y lo que caduca. */
export const esKeys = {
  "waiting-do":
    "Haga lo siguiente: envíe a los propietarios, { $owner }, su clave pública OpenPGP, o un mensaje firmado con su certificado. Ellos la asocian a su dirección.",
  "waiting-do-ca":
    "Haga lo siguiente: envíe un mensaje con la línea VERIFY, firmado con su certificado, a { $request }. Si la lista confía en la autoridad que lo emitió, se conoce desde entonces. Si no, o si tiene una clave OpenPGP, escriba a los propietarios, { $owner }: ellos la asocian a su dirección.",
  "waiting-do-openpgp":
    "Haga lo siguiente: envíe su clave pública OpenPGP a los propietarios, { $owner }. Ellos la asocian a su dirección.",
  "waiting-do-smime":
    "Haga lo siguiente: envíe a los propietarios, { $owner }, un mensaje firmado con su certificado. Ellos lo asocian a su dirección.",
  "waiting-do-smime-ca":
    "Haga lo siguiente: envíe un mensaje con la línea VERIFY, firmado con su certificado, a { $request }. Si la lista confía en la autoridad que lo emitió, se conoce desde entonces. Si no, deciden los propietarios, { $owner }.",

  "expiry-subject-soon": "Su clave caduca pronto",
  "expiry-subject-expired": "Su clave ha caducado",
  "expiry-1": "Esta es la clave por la que { $list } le conoce:",
  "expiry-key-openpgp-soon": "Clave OpenPGP { $fingerprint }: caduca el { $date }",
  "expiry-key-openpgp-expired": "Clave OpenPGP { $fingerprint }: caducó el { $date }",
  "expiry-key-smime-soon": "Certificado { $fingerprint }: caduca el { $date }",
  "expiry-key-smime-expired": "Certificado { $fingerprint }: caducó el { $date }",
  "expiry-then-soon":
    "Hasta entonces no cambia nada. Después de ese día la lista no cifra nada para ella, y lo que firme con ella no cuenta.",
  "expiry-then-expired": "La lista ya no cifra nada para ella, y lo que firme con ella no cuenta.",
  "expiry-do-openpgp":
    "Haga lo siguiente: dé a su clave una fecha posterior en su programa de correo, y adjunte la clave pública a un mensaje firmado a { $request }. La misma clave con una fecha posterior se toma enseguida. Una clave nueva va a los propietarios, { $owner }, que la asocian a su dirección.",
  "expiry-do-smime":
    "Haga lo siguiente: consiga un certificado nuevo donde consiguió este, y envíe a los propietarios, { $owner }, un mensaje firmado con él. Ellos lo asocian a su dirección.",
  "expiry-do-smime-ca":
    "Haga lo siguiente: consiga un certificado nuevo donde consiguió este, y firme con él su próximo mensaje a la lista, o uno con la línea VERIFY a { $request }. Se toma enseguida. Si tiene una pregunta: { $owner }",

  "expiry-owners-subject": "Claves que caducan: { $list }",
  "expiry-owners-1": "Estas claves de { $list } caducan pronto o han caducado:",
  "expiry-owners-member": "{ $who }: { $key }",
  "expiry-owners-own": "La propia lista: { $key }",
  "expiry-owners-more": "y { $count } más",
  "expiry-owners-told": "Se avisó a cada miembro de quien es la clave, y de qué hacer.",
  "expiry-owners-do":
    "Cuando llegue una clave nueva: conclave key import { $list } --member DIRECCIÓN ARCHIVO",
  "expiry-owners-do-own":
    "La propia lista necesita una clave nueva: conclave key rotate { $list } --scheme { $scheme }",

  "do-not-signed":
    "Active «Firmar» en su programa, use la clave que los propietarios conocen como suya, y envíelo de nuevo.",
  "do-not-signed-ca":
    "Active «Firmar» en su programa, use su certificado de una autoridad en la que la lista confía, o la clave que los propietarios conocen como suya, y envíelo de nuevo.",
  "do-scenario-refused-signed":
    "Active «Firmar» en su programa, use la clave que los propietarios conocen como suya, y envíelo de nuevo.",
  "do-scenario-refused-signed-ca":
    "Active «Firmar» en su programa, use su certificado de una autoridad en la que la lista confía, o la clave que los propietarios conocen como suya, y envíelo de nuevo.",
  "sign-do-expired":
    "Consiga un certificado o una clave nuevos, o prolongue su clave, désela a los propietarios, { $owner }, y envíe su mensaje de nuevo, firmado con ella.",
  "sign-do-expired-ca":
    "Consiga un certificado nuevo de una autoridad en la que la lista confía, o prolongue su clave OpenPGP y désela a los propietarios, { $owner }. Después envíe su mensaje de nuevo, firmado así.",
  "sign-do-revoked":
    "Consiga un certificado o una clave nuevos, déselos a los propietarios, { $owner }, y envíe su mensaje de nuevo, firmado así.",
  "sign-do-revoked-ca":
    "Consiga un certificado nuevo de una autoridad en la que la lista confía, o dé una clave OpenPGP nueva a los propietarios, { $owner }. Después envíe su mensaje de nuevo, firmado así.",
  "sign-do-untrusted":
    "Consiga un certificado de una autoridad en la que la lista confía, o dé el suyo a los propietarios, { $owner }, que pueden asociarlo a su dirección, y envíe su mensaje de nuevo.",
  "sign-do-purpose":
    "Consiga un certificado nuevo destinado al correo (emailProtection), déselo a los propietarios, { $owner }, y envíe su mensaje de nuevo, firmado con él.",
  "sign-do-purpose-ca":
    "Consiga de una autoridad en la que la lista confía un certificado nuevo destinado al correo (emailProtection), y envíe su mensaje de nuevo, firmado con él. Si tiene una pregunta: { $owner }",

  "archive-subject": "{ $list }: lo que pidió",
  "archive-1": "Pidió mensajes de { $list }. Se adjuntan: { $numbers }",
  "archive-post": "Mensaje { $number }, { $date }",
  "archive-gone":
    "Los mensajes de { $list } que pidió ya no se guardan: no se adjunta nada. INDEX dice cuáles hay.",
  "archive-no-key":
    "Pidió mensajes de { $list }. Salen cifrados o no salen, y no tenemos ninguna clave suya para la que cifrar. Dé una clave a los propietarios y pídalos de nuevo: { $owner }",
  "archive-no-key-ca":
    "Pidió mensajes de { $list }. Salen cifrados o no salen, y no tenemos ninguna clave suya para la que cifrar. Pídalos de nuevo en un mensaje a { $request } firmado con su certificado. Si no tiene ninguno de una autoridad en la que la lista confía, dé una clave a los propietarios: { $owner }",

  "command-no-key":
    "No se hizo nada. Esto sale cifrado o no sale, y la lista no tiene ninguna clave suya para la que cifrar. Envíe su clave a los propietarios.",
  "command-no-key-ca":
    "No se hizo nada. Esto sale cifrado o no sale, y la lista no tiene ninguna clave suya para la que cifrar. Firme su mensaje con un certificado de una autoridad en la que la lista confía, o envíe su clave a los propietarios.",
  "command-refused-unsigned":
    "No se hizo nada. La lista lo quiere firmado, con la clave que conoce como suya. Firme su mensaje, y escriba la orden en su texto.",
  "command-refused-unsigned-ca":
    "No se hizo nada. La lista lo quiere firmado, con un certificado de una autoridad en la que confía, o con la clave que conoce como suya. Firme su mensaje, y escriba la orden en su texto.",
  "command-verify-do": "Firme con la clave que los propietarios conocen como suya, o pregúnteles: { $owner }",
  "command-verify-do-ca":
    "Firme con su certificado de una autoridad en la que la lista confía, o con la clave que los propietarios conocen como suya, o pregúnteles: { $owner }",
};
