/** Español: por qué las reglas sobre los mensajes retienen uno, y qué lo remedia. */
export const esPosting = {
  "reason-too-many-posts":
    "su autor escribió { $count } mensajes en poco tiempo, y los propietarios miran primero los siguientes",
  "do-too-many-posts": "Espere. Un propietario lo mira y lo deja salir.",
  "reason-too-many-posts-refused": "su autor escribió { $count } mensajes en poco tiempo",
  "do-too-many-posts-refused": "Escriba en su lugar a los propietarios: { $owner }.",
  "reason-looks-like-command": "parece una orden, y las órdenes van a otra dirección",
  "do-looks-like-command":
    "Envíe las órdenes a { $request }. Si es un mensaje para la lista, escriba unas palabras más, o espere a un propietario.",
  "reason-too-many-recipients": "nombra a { $limit } personas o más en To y Cc",
  "do-too-many-recipients": "Envíelo de nuevo a la lista y a menos personas, o espere a un propietario.",
  "reason-implicit-destination": "ni To ni Cc nombra la lista",
  "do-implicit-destination":
    "Envíelo de nuevo con la dirección de la lista en To o Cc, o espere a un propietario.",
  "reason-suspicious-header": "un campo de su cabecera es de los que los propietarios miran primero",
  "do-suspicious-header": "Espere. Un propietario lo mira y lo deja salir.",
  "reason-header-rule": "una regla de la lista sobre campos de la cabecera se le aplica",
  "do-header-rule": "Espere a un propietario, o escriba a { $owner }.",
  "reason-header-rule-refused": "una regla de la lista sobre campos de la cabecera se le aplica",
  "do-header-rule-refused": "Si cree que no debería, escriba a { $owner }.",
  "reason-marked-as-spam": "el filtro del servidor de correo lo toma por spam",
  "do-marked-as-spam": "Espere a un propietario, o escriba a { $owner }.",
  "reason-marked-as-spam-refused": "el filtro del servidor de correo lo toma por spam",
  "do-marked-as-spam-refused": "Si no lo es, escriba a { $owner }.",
  "reason-password-in-clear": "lleva una contraseña donde todos la leerían",
  "do-password-in-clear":
    "Envíelo de nuevo sin la primera línea Approved. Si la contraseña era la correcta en algún sitio, cámbiela allí.",
  "reason-not-urgent": "está marcado como urgente con una contraseña que no es la de la lista",
  "do-not-urgent": "Envíelo de nuevo sin el campo Urgent, o con la contraseña correcta.",
  "reason-emergency": "por ahora todos los mensajes esperan a los propietarios",
  "do-emergency": "Espere. Un propietario lo mira y lo deja salir.",
  "policy-emergency": "Por ahora todos los mensajes esperan a un propietario, los escriba quien los escriba.",
  "outcome-emergency": "emergencia",
  "discarded-subject": "{ $list }: se descartó un mensaje",
  "discarded-1": "Este mensaje llegó a { $list } de alguien que no es miembro, y se descartó. Se adjunta.",
  "discarded-large": "Es grande: solo se adjunta su cabecera.",
  "discarded-2":
    "Para no recibir más mensajes así: conclave list config { $address } forward_auto_discards=no",
};
