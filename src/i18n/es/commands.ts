/** Español: lo que se responde a las órdenes por correo, y los mensajes que piden una palabra de vuelta. */
export const esCommands = {
  "command-subject": "{ $list }: qué resultó de su mensaje",
  "command-subject-site": "Qué resultó de su mensaje",
  "command-unknown": "Pasadas por alto, pues no son órdenes: las líneas { $lines }.",
  "command-stopped-unknown": "Lo que está después no se leyó.",
  "command-stopped-too-many":
    "Solo se leen las primeras { $count } órdenes de un mensaje. Envíe las demás en un mensaje nuevo.",
  "command-too-many-wishes":
    "No se hizo nada. Un mensaje puede pedir { $count } cosas. Envíe esto en un mensaje nuevo.",
  "command-none": "Su mensaje no tiene ninguna orden en su texto. Estas son las órdenes, una por línea:",
  "command-quotes-nothing": "Aquí no citamos nada de su mensaje, a propósito.",
  "command-human": "Aquí le responde una persona: { $owner }",

  "command-added":
    "Su mensaje lleva texto junto a una parte firmada, de modo que nadie puede decir qué se firmó. No se hizo nada. Envíe las órdenes en un mensaje nuevo.",
  "command-no-integrity":
    "Su mensaje estaba cifrado de un modo que se puede cambiar por el camino, y sin firmar. No se hizo nada. Fírmelo y envíelo de nuevo.",
  "command-no-from":
    "Su mensaje no dice en un solo From quién lo escribió. No se hizo nada. Envíelo de nuevo desde su propia dirección.",
  "command-other-sender":
    "Su mensaje se envió para otra dirección que la de su From, y no está firmado. No se hizo nada. Fírmelo, o envíelo desde la dirección que nombra.",
  "command-wrong-time":
    "Su mensaje se firmó hace demasiado tiempo, en el futuro o sin hora. No se hizo nada. Ponga en hora el reloj de su dispositivo y envíelo de nuevo.",
  "command-sealed":
    "Su mensaje está cifrado o no se puede leer, y esta dirección no abre nada. No se hizo nada. Envíelo a la dirección de la propia lista: LISTA-request@{ $domain }",
  "command-not-read":
    "No se hizo nada. La lista no pudo leer su mensaje, o llegó por una vía que ella no admite.",
  "command-for-others":
    "No se hizo nada. Lo que firmó nombra otra dirección a la que va destinado. Escriba las órdenes en un mensaje nuevo a esta dirección.",
  "command-replayed": "No se hizo nada. Lo que firmó ya contó una vez. Escriba un mensaje nuevo.",

  "command-syntax": "No se hizo nada. Escríbalo así: { $syntax }",
  "command-names-no-list": "No se hizo nada. Diga qué lista: su nombre va primero.",
  "command-no-such-list":
    "No se hizo nada. Aquí no hay ninguna lista con ese nombre. LISTS muestra cuáles hay.",
  "command-other-list":
    "No se hizo nada. Esta dirección es para su propia lista. Escriba a la dirección -request de la otra lista.",
  "command-on-no-list": "No se hizo nada. Aquí no está en ninguna lista.",
  "command-refused": "No se hizo nada: { $reason }.",
  "command-refused-signed": "No se hizo nada: { $reason }. Firme su mensaje, y escriba la orden en su texto.",
  "command-refused-moderator":
    "No se hizo nada. Solo los propietarios y moderadores de la lista pueden hacerlo.",
  "command-refused-own":
    "No se hizo nada. Puede cambiar su propia pertenencia a la lista, y la de nadie más.",
  "command-listmaster": "No se hizo nada. Lo decide quien administra el servidor.",
  "command-already": "No se hizo nada. Esa dirección ya está en la lista.",
  "command-not-found": "No se hizo nada. Aquí no hay nadie, ni nada, con ese nombre.",
  "command-keeps-nothing": "No se hizo nada. La lista no guarda mensajes.",
  "command-keeps-nothing-keys":
    "No se hizo nada. La lista no guarda mensajes: usa claves, y sus propietarios no pusieron archive_with_keys = confirmed.",
  "command-no-such-post": "No se hizo nada. La lista no guarda tal mensaje. INDEX muestra cuáles hay.",
  "command-bad-input": "No se hizo nada. Lo que está detrás de la orden no es correcto.",
  "command-not-allowed":
    "No se hizo nada. Las reglas de la lista no lo permiten, o ya se pidió bastante hoy.",
  "command-failed": "No se hizo nada, pues algo falló aquí. Inténtelo de nuevo dentro de una hora.",

  "command-key-sent":
    "Un mensaje con una pregunta sale hacia { $address }, si hace falta. No ocurre nada antes de que se responda.",
  "command-key-gone":
    "No se hizo nada. La clave no se conoce aquí: se usó, su tiempo terminó, o era para otra cosa.",
  "command-owner-asked": "Se preguntó a los propietarios de la lista. Sabrá lo que decidan.",
  "command-joined": "{ $address } está en { $list }.",
  "command-left": "{ $address } ya no está en { $list }.",
  "command-left-staff": "{ $address } ya no recibe los mensajes de { $list }, y sigue ocupándose de ella.",
  "command-returned": "{ $address } está de nuevo en { $list }, como antes.",
  "command-invited": "Se envió una invitación a { $address }.",
  "command-set": "Su elección para { $list } cuenta desde ahora.",
  "command-info-request": "Adónde van las órdenes: { $request }",
  "command-info-owner": "Quién se ocupa de ella: { $owner }",
  "command-review": "{ $list }: { $count } miembros.",
  "command-review-hidden": "No se muestran { $count } más.",
  "command-reminded": "Se escribe a { $count } miembros.",
  "command-nothing-waits": "No espera nada.",
  "command-waits": "{ $number }  { $date }  { $why }",
  "command-more": "y { $count } más",
  "command-accepted":
    "El mensaje { $number } sale ahora hacia los miembros. Si otra regla lo retiene, volverá a saber de él.",
  "command-rejected":
    "El mensaje { $number } está borrado. Se avisa a su remitente, donde se le pueda decir.",
  "command-no-reason": "Un propietario de la lista no lo dejó salir.",
  "command-no-lists": "Aquí no hay listas que se le muestren.",
  "command-which-none": "{ $address } no está aquí en ninguna lista.",
  "command-which-off": "{ $list }  (sus mensajes no le llegan)",
  "command-sent": "Mensajes guardados que le llegan en un correo aparte: { $count }.",
  "command-sent-rest": "En un correo no caben más. Pida de nuevo desde el número { $number }.",
  "command-index": "Mensajes guardados: { $count }.",
  "command-index-next": "Hay más guardados, desde el número { $number }.",
  "command-echo": "Su mensaje llegó, y esta es la respuesta.",
  "command-password":
    "Aquí no hay contraseñas. Lo que tiene que venir de usted lo confirma respondiendo a un mensaje.",
  "command-verify-smtp": "Su mensaje cuenta para { $list } como no firmado, de { $address }.",
  "command-verify-dkim":
    "Su mensaje cuenta para { $list } como no firmado; nuestro servidor de correo responde por { $address }.",
  "command-verify-uncounted": "Lleva una firma que no cuenta: { $why }.",
  "command-verify-md5": "Su mensaje cuenta para { $list } como confirmado por { $address }.",
  "command-verify-smime": "Su mensaje cuenta para { $list } como firmado por { $address }, con S/MIME.",
  "command-verify-pgp": "Su mensaje cuenta para { $list } como firmado por { $address }, con OpenPGP.",

  "command-help-help": "este texto",
  "command-help-lists": "qué listas hay",
  "command-help-info": "para qué es una lista",
  "command-help-which": "en qué listas está usted",
  "command-help-subscribe": "entrar en una lista",
  "command-help-signoff": "dejar una lista; * para todas",
  "command-help-set": "parar o reanudar la entrega, y otras elecciones suyas",
  "command-help-review": "quién está en una lista, si puede verlo",
  "command-help-stats": "cuántos están en ella",
  "command-help-last": "recibir el mensaje guardado más reciente",
  "command-help-get": "recibir mensajes guardados, por número o por mes",
  "command-help-index": "qué mensajes se guardan",
  "command-help-verify": "como qué cuenta su firma",
  "command-help-echo": "una respuesta breve, para ver que el correo llega",
  "command-help-password": "dice que no hay contraseñas",
  "command-help-add": "para propietarios: poner a personas en una lista",
  "command-help-del": "para propietarios: quitar a personas de una lista",
  "command-help-invite": "invitar a alguien a una lista",
  "command-help-remind": "para propietarios: recordar a todos los miembros que están en ella",
  "command-help-modindex": "para moderadores: qué mensajes esperan",
  "command-help-distribute": "para moderadores: dejar salir un mensaje",
  "command-help-reject": "para moderadores: borrar un mensaje y decir a su remitente por qué",
  "command-help-confirm": "devolver una clave que se le envió por correo",
  "command-help-auth": "lo mismo, diciendo además para qué es la clave",
  "command-help-quit": "lo que está después no se lee",

  "command-post-confirmed": "Su mensaje sigue adelante: se consultan una vez más las reglas de la lista.",

  "confirm-subject": "confirm { $key }",
  "confirm-1": "Alguien, quizá usted, pidió esto a { $list }: { $what }.",
  "confirm-do": "¿Fue usted? Entonces responda a este mensaje, tal como está, hasta el { $date }.",
  "confirm-do-post": "O envíe esta línea a { $address }: CONFIRM { $key }",
  "confirm-else": "Si no fue usted, no haga nada: no ocurre nada.",
  "confirm-post":
    "Es el mensaje del { $date } (Message-ID { $id }). Nada de lo que dice figura aquí, a propósito.",
  "confirm-what-send": "transmitir a los miembros un mensaje de { $address }",
  "confirm-what-subscribe": "que { $address } entre",
  "confirm-what-unsubscribe": "que { $address } se vaya",
  "confirm-what-add": "poner a { $address } en la lista",
  "confirm-what-del": "quitar a { $address } de la lista",
  "confirm-what-invite": "invitar a { $address }",
  "confirm-what-remind": "recordar la lista a todos los miembros",
  "confirm-what-review": "ver quién está en la lista",
  "confirm-what-info": "ver para qué es la lista",
  "confirm-what-archive": "recibir mensajes guardados",
  "confirm-what-own": "cambiar cómo llegan los mensajes de la lista a { $address }",
  "confirm-what-moderate": "decidir sobre un mensaje que espera",
  "confirm-what-other": "una orden sobre { $address }",

  "request-owner-subject": "{ $list }: { $address } espera su decisión",
  "request-owner-1": "{ $actor } pidió esto a { $list }: { $what }.",
  "request-owner-do":
    "Haga lo siguiente: responda a este mensaje con «accept» o «reject» como primera línea. O en el servidor: conclave request accept { $number }, o request reject { $number }",
  "request-owner-do-signed":
    "Haga lo siguiente: responda a este mensaje, firmado, con «accept { $number }» o «reject { $number }» como primera línea. O en el servidor: conclave request accept { $number }, o request reject { $number }",
  "request-owner-by-smtp":
    "Nada muestra que fuera esa persona: cualquiera puede escribir esa dirección en un mensaje.",
  "request-owner-by-dkim": "Nuestro servidor de correo responde por la dirección de la que vino.",
  "request-owner-by-md5": "Lo confirmó con una clave que se le envió por correo.",
  "request-owner-by-smime": "Está firmado con su certificado S/MIME.",
  "request-owner-by-pgp": "Está firmado con su clave OpenPGP.",
  "request-owner-until": "Espera hasta el { $date }. Basta la respuesta de un propietario.",
  "request-accepted-subject": "{ $list }: un propietario dijo que sí",
  "request-accepted": "Un propietario de { $list } aceptó lo que se pidió: { $what }.",
  "request-rejected-subject": "{ $list }: un propietario dijo que no",
  "request-rejected": "Un propietario de { $list } no aceptó lo que se pidió: { $what }.",
  "request-reason": "Escribe: { $reason }",
  "request-human": "Si tiene una pregunta: { $owner }",
  "request-done": "Hecho: la petición { $number } está aceptada.",
  "request-refused": "Hecho: la petición { $number } está rechazada.",
  "request-gone": "No se hizo nada. Ya está decidido, o su tiempo terminó.",
  "request-not-done": "La petición { $number } no se pudo realizar: { $why }",
  "request-not-understood":
    "No se hizo nada. Escriba «accept { $number }» o «reject { $number }» como primera línea.",
  "request-not-signed":
    "No se hizo nada. La lista quiere su respuesta firmada, con la clave que conoce como suya, y reciente ({ $why }).",
  "request-not-you": "No se hizo nada. La respuesta llegó desde otra dirección que la suya.",
};
