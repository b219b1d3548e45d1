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
     * Compares with the alternative names, {@code sip:} URIs and DNS names, and with the common name only where
     * there are none of these (§7.1). A wildcard stands for nothing (§7.2).
     *
     * @param name a host name or an IP address
     */
    static boolean isIn(X509Certificate certificate, String name) {
        return name.indexOf(':') >= 0 || name.matches("[0-9.]+") ? isAddressIn(certificate, name)
                : all(certificate).contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isAddressIn(X509Certificate certificate, String address) {
        try {
            for (List<?> entry : alternatives(certificate)) {
                String value = String.valueOf(entry.get(1));
                int type = (Integer) entry.get(0);
                if (type == URI && value.equalsIgnoreCase("sip:" + address)
                        || type == IP && InetAddress.getByName(value).equals(InetAddress.getByName(address))) {
                    return true;
                }
            }
            return false;
        } catch (CertificateParsingException | UnknownHostException e) {
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
            for (List<?> entry : alternatives(certificate)) {
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

    private static Collection<List<?>> alternatives(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null ? List.of() : names;
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
