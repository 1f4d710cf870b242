export const esContent = {
  "reason-content-filtered": "es, o todo lo que contiene es, de un tipo que la lista no acepta",
  "do-content-filtered":
    "Envíelo de nuevo como texto sin formato, o con archivos de otro tipo. Los propietarios pueden decirle cuáles pasan: { $owner }.",
  "filtered-subject": "{ $list }: se filtró un mensaje",
  "filtered-1":
    "Este mensaje llegó a { $list }. Según el filtro del contenido nada de él se transmite, y ningún miembro lo recibió. Está adjunto.",
  "filtered-2": "Para no recibir más estos mensajes: conclave list config { $address } filter_action=discard",
  "reason-dmarc-policy":
    "el dominio de su autor quiere que se rechace el correo en su nombre que pasa por listas",
  "do-dmarc-policy":
    "Escriba desde una dirección de otro dominio, o dígaselo a los propietarios: { $owner }.",
};
