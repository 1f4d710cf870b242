/** Español: lo que propietarios y moderadores leen de los mensajes que esperan, y los remitentes de sus decisiones. */
export const esModeration = {
  "owner-held-subject": "{ $list }: el mensaje { $number } le espera",
  "owner-held-1":
    "El mensaje { $number } a { $list } espera a un propietario hasta el { $date }. Se guarda como llegó.",
  "owner-held-1-on": "El mensaje { $number } a { $list } espera a un propietario. Se guarda como llegó.",
  "owner-held-reason": "El motivo: { $reason }.",
  "owner-held-header": "Su cabecera, como pudo leerla cualquiera por el camino:",
  "owner-held-others":
    "Además de este esperan { $count } más. Cuando son muchos, no se le avisa de cada uno: `conclave held list { $list }` los muestra.",
  "owner-held-do":
    "Haga lo siguiente: `conclave held show { $number }`, después `conclave held accept { $number }`, o `held reject`, `held discard`, `held defer`, `held ask`.",
  "owner-held-no-key":
    "No puede responder a este mensaje: la lista pide firmas y no tiene ninguna clave suya. `conclave key import` asocia una.",

  "reason-automatic": "lo envió un programa por sí mismo",
  "do-automatic": "Nada. Aquí solo se lee lo que escribe una persona.",
  "reason-answers-nothing": "responde a una pregunta que nadie hizo o que ya está decidida",
  "do-answers-nothing": "Escriba en su lugar a { $owner }.",

  "decide-1":
    "Haga lo siguiente: responda a este mensaje con una de estas líneas como primera, y nada por encima:",
  "decide-1-signed":
    "Haga lo siguiente: responda a este mensaje, firmado con la clave que la lista tiene de usted, con una de estas líneas como primera:",
  "decide-accept": "accept { $number }   sale hacia los miembros",
  "decide-reject":
    "reject { $number } MOTIVO   se borra; su remitente lee su motivo, donde se le pueda decir",
  "decide-reject-untold":
    "reject { $number } MOTIVO   se borra; no se avisa a nadie, como siempre en esta lista",
  "decide-discard": "discard { $number }   se borra; no se avisa a nadie",
  "decide-defer": "defer { $number }   espera { $days } días más; para tres: defer { $number } 3 days",
  "decide-ask": "ask { $number }   se pide a su remitente que lo envíe de nuevo como la lista lo admite",
  "decide-show": "show { $number }   usted lo recibe, cifrado para su clave",
  "decide-show-clear": "show { $number }   usted lo recibe",
  "decide-address": "Las respuestas van a { $address }. Cuenta una respuesta, y solo de usted.",

  "moderation-subject": "{ $list }: sobre el mensaje { $number }",
  "moderation-subject-none": "{ $list }: su respuesta no decidió nada",
  "moderation-accepted":
    "El mensaje { $number } sale ahora hacia los miembros. Si otra regla lo retiene, volverá a saber de él.",
  "moderation-not-accepted":
    "No se hizo nada. El mensaje { $number } espera por lo que es; aceptarlo no lo cambia.",
  "moderation-rejected": "El mensaje { $number } está borrado, y se dice su motivo a { $told }.",
  "moderation-rejected-untold":
    "El mensaje { $number } está borrado. No se pudo avisar a su remitente: la lista nunca responde, nadie responde por la dirección, o ya se le escribió bastante hoy.",
  "moderation-discarded": "El mensaje { $number } está borrado. No se avisa a nadie.",
  "moderation-deferred": "El mensaje { $number } espera hasta el { $date }.",
  "moderation-asked":
    "Se pide a { $told } que envíe de nuevo el mensaje { $number }. Mientras tanto, se queda aquí.",
  "moderation-not-asked":
    "No se hizo nada. Enviar de nuevo el mensaje { $number } no cambiaría nada, o no nombra a nadie a quien pedírselo, o ya se le pidió en las últimas 24 horas, o ya se le escribió bastante hoy.",
  "moderation-not-understood":
    "No se hizo nada. La primera línea de su respuesta no es ninguna de las de abajo.",
  "moderation-other-number":
    "No se hizo nada. Su respuesta nombra otro mensaje que { $number }, para el que es esta dirección.",
  "moderation-which":
    "No se hizo nada. Lo que firmó no dice a qué mensaje se refiere: escriba su número, { $number }, detrás de la primera palabra.",
  "moderation-not-signed":
    "No se hizo nada. Llegó una respuesta sobre el mensaje { $number } que no lleva ninguna firma suya que cuente ({ $why }). Si no era suya, otra persona lee su correo.",
  "moderation-not-your-key":
    "No se hizo nada. Llegó una respuesta sobre el mensaje { $number } firmada con una clave que la lista no tiene de usted. Si era suya, firme con la clave que los propietarios conocen como suya. Si no, otra persona lee su correo.",
  "moderation-not-you":
    "No se hizo nada. Llegó una respuesta sobre el mensaje { $number } desde otra dirección que la suya. Si no era suya, otra persona lee su correo.",
  "moderation-no-integrity":
    "No se hizo nada. Su respuesta sobre el mensaje { $number } estaba cifrada de un modo que se puede cambiar por el camino, y sin firmar. Fírmela y envíela de nuevo.",
  "moderation-wrong-time":
    "No se hizo nada. Su respuesta sobre el mensaje { $number } se firmó hace demasiado tiempo, en el futuro o sin hora. Ponga en hora el reloj de su dispositivo y responda de nuevo.",
  "moderation-replayed":
    "No se hizo nada. Lo que firmó sobre el mensaje { $number } ya contó una vez. Escriba una respuesta nueva.",
  "moderation-gone":
    "No se hizo nada. Aquello a lo que respondió ya está decidido, su tiempo terminó, o su respuesta ya contó. `conclave held list { $list }` muestra lo que espera.",
  "moderation-no-copy":
    "El mensaje { $number } no se puede mostrar: { $why }. `conclave held save { $number } ARCHIVO` lo escribe como llegó.",
  "moderation-no-copy-key": "la lista no tiene ninguna clave suya para la que cifrar",
  "moderation-no-copy-closed": "no se abre con las claves de la lista",
  "moderation-no-copy-elsewhere":
    "el mismo mensaje cifrado ya se abrió en otra dirección, y no se abre para nadie más",
  "moderation-no-copy-html": "cualquiera pudo cambiarlo por el camino, y no tiene texto simple",
  "moderation-copy": "Se adjunta el mensaje { $number } a { $list }, como la lista lo leyó. Todavía espera.",

  "rejected-1":
    "Su mensaje del { $date } (Message-ID { $id }) nos llegó. Un propietario lo miró y no lo dejó salir hacia los miembros.",
  "rejected-reason": "Escribe: { $reason }",
  "rejected-do": "Haga lo siguiente: si puede corregirlo, escriba un mensaje nuevo. No se guardó nada.",

  "ask-subject": "Por favor, envíe de nuevo su mensaje a { $list }",
  "ask-1":
    "Su mensaje del { $date } (Message-ID { $id }) nos llegó. No pudimos admitirlo, y un propietario le pide que lo envíe de nuevo.",
  "ask-new": "Envíelo como un mensaje nuevo: el mismo otra vez se tomaría por una copia.",
  "key-attached": "Se adjunta la clave de la lista. Compare sus cifras con alguien que las conozca:",
  "keys-attached":
    "Se adjuntan las claves de la lista, una para cada clase de programa. Compare las cifras con alguien que las conozca:",

  "owner-summary-subject": "{ $list }: lo que está en el servidor",
  "owner-summary-1": "Ningún miembro recibió estos mensajes a { $list }:",
  "owner-summary-held": "le esperan: { $count }, desde el { $date }; motivo: { $reason }",
  "owner-summary-refused": "no transmitidos: { $count }, desde el { $date }; motivo: { $reason }",
  "owner-summary-more": "y { $count } más, por otros motivos",
  "owner-summary-expiring":
    "{ $count } de los que esperan se borran antes de que termine el { $date }. `conclave held defer` los guarda más tiempo.",
  "owner-summary-do":
    "Haga lo siguiente: `conclave held list { $list }` muestra cada uno con su número. Después `conclave held accept`, `held reject`, `held discard` o `held defer`, con ese número. De lo que no se transmitió, `conclave held ask` pide al remitente que lo envíe de nuevo.",
  "owner-summary-kept":
    "Aquello sobre lo que nadie decide se borra cuando termina su tiempo. Recibe esto a lo sumo una vez al día.",
  "owner-summary-requests":
    "Personas que esperan su decisión: { $count }. Para ver quiénes: `conclave request list { $list }`",
  "owner-summary-left":
    "Se fueron ayer con una clave: { $who }. Su dirección vuelve solo con esa clave, o cuando usted lo diga. ¿Son ellos? Pregunte por otro medio que no sea el correo.",
  "owner-summary-offers":
    "Claves de miembros que llegaron con sus mensajes y que nadie comparó todavía: { $count }. Haga lo siguiente: `conclave key offers { $list }` las muestra. Pida las cifras a los miembros por otra vía que el correo; después `conclave key accept` o `key refuse`, con el número.",
};
