/** Español: lo que se lee en los mensajes, y lo que remitentes y miembros saben de los suyos. */
export const esNotices = {
  "sealed-subject": "mensaje cifrado { $number }",
  "from-via": "{ $name } via { $list }",

  "block-subject": "Asunto: { $value }",
  "block-from": "De: { $value }",
  "block-date": "Fecha: { $value }",
  "block-unsigned": "{ $line } (sin firmar)",
  "block-to": "Para: { $value }",
  "block-cc": "Copia: { $value }",
  "block-signed": "Firma: válida, de { $who }",
  "block-signed-anonymous": "Firma: válida, de un miembro",
  "block-not-signed": "Firma: ninguna que cuente ({ $why })",
  "block-encrypted": "Cifrado en su camino a la lista: sí",
  "block-not-encrypted": "Cifrado en su camino a la lista: no",
  "block-signature-lost": "La firma del propio autor no se pudo transmitir.",
  "block-no-integrity": "Su cifrado no protege contra cambios: no confíe en el texto.",
  "clear-mark-openpgp":
    "Esta copia salió de la lista sin cifrar: la lista cifra para claves OpenPGP y no tiene ninguna suya que pueda usar.",
  "clear-mark-smime":
    "Esta copia salió de la lista sin cifrar: la lista cifra para certificados y no tiene ninguno suyo que pueda usar.",
  "clear-mark-both":
    "Esta copia salió de la lista sin cifrar: la lista no tiene ninguna clave OpenPGP ni certificado suyos que pueda usar.",
  "clear-mark-all":
    "Este mensaje llegó cifrado. La lista lo transmite sin cifrar, como decidieron sus propietarios.",

  "waiting-subject": "Le espera un mensaje",
  "waiting-subject-none": "Un mensaje no se pudo cifrar para usted",
  "waiting-1":
    "Alguien escribió a { $list }. No pudimos cifrar el mensaje para usted; por eso no lo recibió.",
  "waiting-why": "El motivo: { $why }.",
  "waiting-why-no-key": "no tenemos ninguna clave suya",
  "waiting-why-only-openpgp":
    "la lista solo cifra para claves OpenPGP, y de usted tenemos el certificado { $fingerprint }",
  "waiting-why-only-smime":
    "la lista solo cifra para certificados, y de usted tenemos la clave OpenPGP { $fingerprint }",
  "waiting-why-expired": "su clave { $fingerprint } caducó el { $date }",
  "waiting-why-unusable": "su clave { $fingerprint } no se puede usar: { $reason }",
  "waiting-why-changed": "estaba cifrado para una clave suya que la lista ya no usa",
  "waiting-do-changed":
    "Lo que venga después se cifra para la clave que tiene ahora. Lo que decía este mensaje se lo pueden decir su autor o los propietarios, { $owner }.",
  "waiting-kept-one": "Se guarda 1 mensaje para usted hasta el { $date }. Llega en cuanto su clave funcione.",
  "waiting-kept-more":
    "Se guardan { $count } mensajes para usted, el más antiguo hasta el { $date }. Llegan en cuanto su clave funcione.",
  "waiting-you": "Recibe esto como { $address }, a lo sumo una vez al día.",

  "refused-subject": "Su mensaje a { $list } no se transmitió",
  "refused-1": "Su mensaje del { $date } (Message-ID { $id }) nos llegó. Ningún miembro lo recibió.",
  "held-subject": "Su mensaje a { $list } espera a un propietario",
  "held-1": "Su mensaje del { $date } (Message-ID { $id }) nos llegó. Ningún miembro lo ha recibido todavía.",
  "warned-subject": "Su mensaje a { $list } llegó sin cifrar",
  "warned-1": "Su mensaje del { $date } (Message-ID { $id }) salió hacia los miembros.",
  "warned-2":
    "Responde a un mensaje cifrado y llegó sin cifrar: cualquiera por el camino pudo leerlo, junto con lo que cita.",
  "warned-do":
    "Haga lo siguiente: la próxima vez active «Cifrar» antes de responder. Un mensaje a { $sendkey } le trae la clave de la lista.",
  "refused-reason": "El motivo: { $reason }.",
  "refused-do": "Haga lo siguiente: { $do }",
  "refused-kept":
    "Un propietario puede mirarlo durante { $days } días. Puede enviarlo de nuevo sin problema.",
  "held-kept": "Espera a un propietario durante { $days } días. No hace falta que lo envíe de nuevo.",
  "held-kept-on": "Espera hasta que decida un propietario. No hace falta que lo envíe de nuevo.",
  "held-waits": "Este espera a un propietario durante { $days } días.",
  "held-waits-on": "Este espera hasta que decida un propietario.",
  "refused-no-quote": "Aquí no citamos nada de su mensaje, a propósito.",
  "refused-human": "Aquí le responde una persona: { $owner }",

  "reason-not-sealed": "no estaba cifrado para la lista",
  "do-not-sealed":
    "Active «Cifrar» en su programa y envíelo de nuevo. Un mensaje a { $sendkey } le trae la clave de la lista.",
  "reason-not-signed": "no lleva ninguna firma de un miembro que cuente ({ $why })",
  "reason-not-signed-changed": "se añadió algo por el camino, de modo que su firma cubre solo una parte",
  "do-not-signed-changed":
    "Un servidor de correo o una lista por el camino añade texto a los mensajes. Pida a quienes lo administran que dejen intactos los mensajes firmados, o cífrelo.",
  "reason-cannot-open": "no pudimos descifrarlo",
  "do-cannot-open":
    "Cífrelo para la clave actual de la lista y envíelo de nuevo. Un mensaje a { $sendkey } le trae la clave.",
  "reason-key-compromised": "no pudimos descifrarlo, y una clave de la lista ya no cuenta",
  "do-key-compromised":
    "Pida a un propietario las cifras de la nueva clave de la lista, cifre el mensaje para esa clave y envíelo de nuevo. Un mensaje a { $sendkey } le trae la clave.",
  "reason-cannot-reopen": "un miembro que lo esperaba ya tiene una clave, y ya no podemos descifrarlo",
  "do-cannot-reopen":
    "Devuelva a la lista la clave para la que está cifrado (`conclave key import`) y acéptelo después.",
  "reason-nonmember": "solo los miembros escriben a esta lista sin preguntar",
  "do-nonmember": "Espere a un propietario, o escriba a { $owner }.",
  "reason-member-moderated": "los propietarios miran los mensajes antes de que salgan",
  "do-member-moderated": "Espere. Un propietario lo mira y lo deja salir.",
  "reason-nonmember-refused": "solo los miembros pueden escribir a esta lista",
  "do-nonmember-refused": "Si quiere ser miembro, escriba a { $owner }.",
  "reason-member-moderated-refused": "los miembros no pueden escribir a esta lista",
  "do-member-moderated-refused": "Escriba en su lugar a los propietarios: { $owner }.",
  "reason-too-large": "supera los { $limit } kB",
  "do-too-large": "Envíelo de nuevo sin adjuntos grandes, o espere a un propietario.",
  "reason-clock-ahead": "se firmó { $hours } horas en el futuro: el reloj de su dispositivo va adelantado",
  "do-clock-ahead": "Ponga en hora el reloj de su dispositivo y envíelo de nuevo.",
  "reason-too-old": "se firmó hace { $days } días",
  "do-too-old": "Fírmelo de nuevo y envíelo de nuevo.",
  "reason-no-signed-time": "su firma no dice cuándo se hizo",
  "do-no-signed-time": "Envíelo con un programa que escriba la hora en la firma, o espere a un propietario.",
  "reason-signed-for-others": "se firmó para otra persona: sus campos firmados To y Cc no nombran la lista",
  "do-signed-for-others": "Fírmelo de nuevo, con la dirección de la lista en To o Cc, y envíelo de nuevo.",
  "reason-strange-history":
    "su firma habla de listas por las que pasó, y eso no se puede leer o no está firmado con una clave conocida aquí",
  "do-strange-history": "Envíelo usted a esta lista, y no por medio de otra lista.",
  "reason-revocation-unknown":
    "nadie pudo decir todavía si el certificado de su firma fue revocado: se está preguntando a su autoridad",
  "do-revocation-unknown":
    "Espere: sigue su camino por sí solo cuando haya respuesta, o cuando un propietario lo deje pasar.",
  "reason-replayed": "el mismo texto firmado ya se envió antes, aquí o a otra dirección",
  "do-replayed": "Fírmelo de nuevo, con la dirección de la lista en To, y envíelo de nuevo.",
  "reason-opened-elsewhere": "el mismo texto cifrado ya se envió antes a otro lugar",
  "do-opened-elsewhere": "Cífrelo de nuevo para esta lista y envíelo de nuevo.",
  "reason-no-integrity": "su cifrado no protege contra cambios, y nadie lo firmó",
  "do-no-integrity": "Fírmelo, o use un programa que cifre con AES-GCM, y envíelo de nuevo.",
  "reason-not-whole": "solo una parte está cifrada o firmada",
  "do-not-whole": "Envíelo de nuevo como un único mensaje cifrado y firmado, sin nada al lado.",
  "reason-not-whole-changed": "se añadió algo por el camino a lo que estaba cifrado",
  "do-not-whole-changed":
    "Un servidor de correo o una lista por el camino añade texto a los mensajes. Pida a quienes lo administran que dejen intactos los mensajes cifrados, o envíelo por otra vía.",
  "reason-malformed": "no es un mensaje bien formado",
  "do-malformed": "Envíelo de nuevo con otro programa.",
  "reason-loop": "ya pasó antes por esta lista",
  "do-loop": "Escriba un mensaje nuevo en lugar de reenviar este.",
  "reason-clear-not-confirmed": "llegó cifrado, y los ajustes de la lista lo harían salir sin cifrar",
  "do-clear-not-confirmed": "Espere. Un propietario tiene que decidir sobre los ajustes de la lista.",
  "reason-not-sendable": "una parte firmada no se puede transmitir sin cambios",
  "do-not-sendable": "Envíelo de nuevo con otro programa.",
  "reason-header-too-long": "un campo de su cabecera, como el asunto, es demasiado largo para transmitirlo",
  "do-header-too-long": "Acorte el asunto y envíelo de nuevo.",
  "reason-owners-without-key":
    "llegó cifrado para los propietarios, y ninguno de ellos tiene una clave para la que cifrarlo",
  "do-owners-without-key":
    "Espere, o hable con un propietario por otra vía. Se guarda hasta que uno de ellos tenga una clave.",
  "reason-names-author": "su forma dice quién lo escribió, y eso no se puede quitar",
  "do-names-author": "Envíelo de nuevo sin firmarlo.",
  "reason-clear-reply": "responde a un mensaje cifrado y llegó sin cifrar",
  "do-clear-reply":
    "Cifre su respuesta y envíela de nuevo. Si cualquiera por el camino puede leerla, dígaselo a los propietarios: { $owner }.",
  "reason-bounce": "una copia volvió",

  "key-rotated-subject": "{ $list } tiene una clave nueva",
  "key-rotated-1":
    "{ $list } tiene una clave nueva. Este mensaje está firmado con ella; la parte de abajo, que lleva la clave, está firmada también con la que usted conoce:",
  "key-rotated-do":
    "Haga lo siguiente: compruebe que su programa da por buena esa firma, importe la clave nueva y cifre para ella desde hoy. La clave antigua abre { $days } días más; después se borra.",
  "key-compromised-subject": "No use más la clave antigua de { $list }",
  "key-compromised-1":
    "Es posible que otra persona tenga la clave antigua de { $list }. No cifre nada más para ella, y no crea nada de lo que se firme con ella desde hoy:",
  "key-compromised-do":
    "Hay una clave nueva. Este mensaje no puede probar que sea de la lista: compare sus cifras con un propietario, por teléfono o en persona, antes de usarla.",

  "sendkey-subject": "La clave de { $list }",
  "sendkey-1":
    "Se adjuntan las claves de { $list }. Importe una de ellas, y su programa podrá cifrar para { $address }.",
  "sendkey-openpgp": "Clave OpenPGP: { $fingerprint }",
  "sendkey-smime": "Certificado (SHA-256): { $fingerprint }",
  "sendkey-none-subject": "{ $list } no tiene claves",
  "sendkey-none-signing":
    "Esta lista no tiene claves propias: no se puede cifrar nada para ella. Escriba sin cifrar a { $address }, y firme con la clave que sus propietarios conocen como suya.",
  "sendkey-none": "Esta lista no tiene claves. Escriba a { $address } como a cualquiera.",
  "sendkey-forms":
    "¿Su programa quiere otra forma? Escriba de nuevo aquí con una sola palabra como asunto: pem, der, pkcs7 u openpgp.",
  "sendkey-form-pem": "list-chain.pem contiene el certificado y los de las autoridades por encima, en PEM.",
  "sendkey-form-der":
    "Cada certificado es un archivo aparte, en DER: list-certificate.cer es el de la lista, list-authority-1.cer el de la autoridad por encima.",
  "sendkey-form-pkcs7":
    "list-certificate.p7c contiene el certificado y los de las autoridades por encima, en PKCS#7. Ábralo e importe todo lo que contiene.",
  "sendkey-form-openpgp": "list-key.asc contiene la clave, como texto.",
  "sendkey-compare": "Antes de confiar en una clave, compare sus cifras con alguien que las conozca.",
  "sendkey-authority":
    "¿Su programa pide una autoridad en la que confiar? Importe list-authority.crt como tal, para el correo. Responde por { $address } y por nadie más. Su programa muestra sus cifras; compárelas también:",
  "sendkey-authority-sha256": "Autoridad (SHA-256): { $fingerprint }",
  "sendkey-authority-sha1": "Autoridad (SHA-1, en Windows): { $fingerprint }",
  "sendkey-authority-thunderbird":
    "Thunderbird: Ajustes, Privacidad y seguridad, Administrar certificados, Autoridades, Importar, para identificar a usuarios de correo. Después importe list-certificate.crt en Personas.",
  "sendkey-authority-apple":
    "Apple Mail: abra los dos archivos en Acceso a Llaveros; en la autoridad, ponga S/MIME en «Confiar siempre».",
  "sendkey-authority-outlook":
    "Outlook: abra list-authority.crt y elija «Instalar certificado», en «Entidades de certificación raíz de confianza». Después guarde la lista como contacto, con list-certificate.crt en «Certificados».",
};
