/** Español: lo que cada uno sabe de su pertenencia a una lista, y los propietarios de quién llega y quién se va. */
export const esPeople = {
  "autoresponse-subject": "Respuesta automática: { $list }",

  "posted-subject": "Su mensaje a { $list } salió",
  "posted-1": "Su mensaje del { $date } (Message-ID { $id }) salió hacia los miembros de { $list }.",
  "posted-why":
    "Pidió saberlo cada vez. Para que termine, envíe esta línea a { $request }: SET { $name } NOACK",

  "goodbye-subject": "Ha dejado { $list }",
  "goodbye-1": "{ $address } ya no está en { $list }. Sus mensajes ya no le llegan.",
  "goodbye-undo":
    "¿Fue un error, o no fue usted? Responda a este mensaje, tal como está, hasta el { $date }: todo queda como antes.",
  "goodbye-removed-subject": "Ya no está en { $list }",
  "goodbye-removed": "Un propietario le quitó de la lista. Si tiene una pregunta: { $owner }",

  "invite-subject": "Tiene una invitación a { $list }",
  "invite-1": "Un propietario de { $list } le invita, { $address }, a estar en ella.",
  "invite-about": "De qué trata: { $about }",
  "invite-do":
    "Si quiere, haga lo siguiente: responda a este mensaje, tal como está. Entonces está en la lista.",
  "invite-else":
    "Si no, no haga nada: no sabrá más de ello. La invitación termina el { $date }. Aquí le responde una persona: { $owner }",

  "remind-subject": "Está en { $list }",
  "remind-1": "Está en { $list } como { $address }, desde el { $date }.",
  "remind-away": "Sus mensajes no le llegan: la entrega está desactivada.",
  "remind-away-until": "Sus mensajes no le llegan hasta el { $date }.",
  "remind-write": "Para escribirle: { $list }.",
  "remind-leave": "Para dejarla: un mensaje vacío a { $leave }. Para todo lo demás: { $owner }.",

  "moved-subject": "Su dirección en { $list } cambió",
  "moved-1": "Ahora está en { $list } como { $address }, y no como { $old }. Sus mensajes van allí.",
  "moved-key": "Su clave es la misma de antes.",
  "moved-do": "¿No era su deseo? Escriba enseguida a { $owner }.",

  "joinkey-subject": "{ $list } necesita su clave",
  "joinkey-1":
    "Usted, { $address }, puede entrar en { $list }. Sus mensajes se cifran para cada miembro; por eso necesita primero una clave suya.",
  "joinkey-none":
    "Su respuesta no trajo ninguna clave que se pueda usar. Tiene que nombrar { $address }, poder cifrar y firmar, y no haber caducado.",
  "joinkey-do":
    "Haga lo siguiente: responda a este mensaje con su clave pública OpenPGP adjunta, o firmado con su certificado, hasta el { $date }.",
  "joinkey-human": "Aquí le responde una persona: { $owner }",
  "joinkey-asked": "Falta una cosa: una clave. Un mensaje a { $address } dice cómo enviarla.",
  "challenge-subject": "¿Es esta su clave?",
  "challenge-1":
    "Este mensaje está cifrado para { $fingerprint }. Usted puede leerlo; por tanto, tiene esa clave.",
  "challenge-not-signed": "Su respuesta no estaba firmada con ella.",
  "challenge-do":
    "Haga lo siguiente: responda a este mensaje, firmado con la misma clave, hasta el { $date }. Entonces está en { $list }.",
  "challenge-else": "¿No pidió esto? Entonces no haga nada: no ocurre nada.",
  "joinkey-refused-subject": "Todavía no está en { $list }",
  "joinkey-refused": "{ $list } no pudo admitirle con esa clave. Pregunte a sus propietarios: { $owner }",
  "joinkey-ask-subject": "{ $list }: envíe su clave",
  "joinkey-ask-1":
    "Usted, { $address }, está en { $list }. La lista puede cifrar para usted en cuanto tenga una clave suya.",
  "keygiven-subject": "{ $list } tiene su clave",
  "keygiven-taken":
    "{ $list } conoce ahora su clave { $fingerprint }: lo que cifra para usted va cifrado con ella, y lo que usted firma con ella cuenta.",
  "keygiven-waits-subject": "{ $list }: su clave espera a los propietarios",
  "keygiven-waits":
    "Su clave { $fingerprint } llegó y no se tomó: antes tenía otra aquí, y un propietario tiene que decir que esta es suya. Escríbales: { $owner }",

  "joined-owner-subject": "{ $list }: { $address } entró",
  "joined-owner-1": "{ $address } está ahora en { $list }, por su propio deseo.",
  "left-owner-subject": "{ $list }: { $address } se fue",
  "left-owner-1": "{ $address } ya no está en { $list }, por su propio deseo.",
  "added-owner-subject": "{ $list }: se añadió a { $address }",
  "added-owner-1": "{ $address } está ahora en { $list }: lo hizo { $by }, por correo.",
  "removed-owner-subject": "{ $list }: se quitó a { $address }",
  "removed-owner-1": "{ $address } ya no está en { $list }: lo hizo { $by }, por correo.",
  "change-owner-scenario":
    "No hay que hacer nada. Quién está en ella: `conclave member list { $list }`. Un escenario de la lista dice que usted lo sepa: `conclave list scenario { $list }`",
  "change-owner-do":
    "No hay que hacer nada. Quién está en ella: `conclave member list { $list }`. Para no saber más de esto: `conclave list config { $list } admin_notify_mchanges=no`",

  "welcome-subject": "Le damos la bienvenida a { $list }",
  "welcome-subject-try": "Le damos la bienvenida a { $list }. Una cosa que probar.",
  "welcome-1": "Está en { $list } como { $address }. Sus propietarios se ocupan de ella: { $owner }",
  "welcome-sealed":
    "Sus mensajes están cifrados: solo los miembros pueden abrirlos. Este servidor abre cada mensaje un momento para cifrarlo para usted.",
  "welcome-sealed-received":
    "Lo que le llega cifrado sale cifrado: solo los miembros pueden abrirlo. Este servidor abre un mensaje así un momento para cifrarlo para usted. Lo que llega sin cifrar puede salir sin cifrar.",
  "welcome-try":
    "Una cosa que probar: responda a este mensaje. La respuesta va solo a los propietarios, y ellos ven si funciona.",
  "welcome-write": "Para escribir a todos: { $list }",
  "welcome-keys":
    "Para cifrar hacia la lista hace falta su clave, que se adjunta. Compárela con quien le invitó:",
  "welcome-leave": "Para irse, escriba a { $leave }. Para hacer una pausa, pregunte a { $owner }.",

  "key-test-subject": "{ $list }: ¿puede leer esto?",
  "key-test-1":
    "Puede: este mensaje se cifró para su clave { $fingerprint }, como los mensajes de { $list }.",
  "key-test-do":
    "Haga lo siguiente: responda cualquier cosa, cifrado y firmado como escribe a la lista. La respuesta va solo a los propietarios, y ellos ven que todo funciona.",
  "key-test-else": "¿No es su clave, o no es usted? Dígaselo a los propietarios: { $owner }",
};
