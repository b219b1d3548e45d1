package imc.sip.internal.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Whether a certificate is that of a SIP domain (RFC 5922 §7). */
final class PeerName {

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private PeerName() {
    }

    /**
     * Compares with the alternative names, {@code sip:} URIs before DNS names, and with the common name only where
     * there are none of these (§7.1). A wildcard stands for nothing (§7.2).
     *
     * @param name a host name or an IP address
     */
    static boolean isIn(X509Certificate certificate, String name) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            boolean isAddress = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
            boolean identified = false;
            if (names != null) {
                for (List<?> entry : names) {
                    String value = String.valueOf(entry.get(1));
                    int type = (Integer) entry.get(0);
                    identified |= type == DNS || type == URI && value.startsWith("sip:");
                    if (type == DNS && !isAddress && value.equalsIgnoreCase(name)
                            || type == URI && value.equalsIgnoreCase("sip:" + name)
                            || type == IP && isAddress && InetAddress.getByName(value).equals(
                            InetAddress.getByName(name))) {
                        return true;
                    }
                }
            }
            return !identified && !isAddress && name.equalsIgnoreCase(commonName(certificate));
        } catch (CertificateParsingException | UnknownHostException | InvalidNameException e) {
            return false;
        }
    }

    /**
     * All names of SIP domains that it has, in lower case: those by which {@link #isIn} knows it, but for addresses.
     */
    static Set<String> all(X509Certificate certificate) {
        Set<String> all = new HashSet<>();
        boolean identified = false;
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> entry : names == null ? List.<List<?>>of() : names) {
                String value = String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT);
                int type = (Integer) entry.get(0);
                boolean isSip = type == URI && value.startsWith("sip:");
                identified |= type == DNS || isSip;
                if (type == DNS) {
                    all.add(value);
                } else if (isSip && value.indexOf('@') < 0) {
                    all.add(value.substring("sip:".length()));
                }
            }
            String commonName = commonName(certificate).toLowerCase(Locale.ROOT);
            if (!identified && !commonName.isEmpty()) {
                all.add(commonName);
            }
            return Set.copyOf(all);
        } catch (CertificateParsingException | InvalidNameException e) {
            return Set.of();
        }
    }

    private static String commonName(X509Certificate certificate) throws InvalidNameException {
        for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
            if (part.getType().equalsIgnoreCase("CN")) {
                return String.valueOf(part.getValue());
            }
        }
        return "";
    }
}
