package imc.sip.internal.dns;

import java.util.List;
import org.xbill.DNS.Record;

/**
 * What the name servers say.
 *
 * @param records of the type that was asked for, perhaps none
 * @param exists  whether there is such a name
 * @param seconds how long this may be believed
 */
record Answer(List<Record> records, boolean exists, long seconds) {
}
