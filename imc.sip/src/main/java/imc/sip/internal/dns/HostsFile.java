package imc.sip.internal.dns;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/** The names that this machine knows by itself: those of /etc/hosts as it is now, and localhost (RFC 6761 §6.3). */
final class HostsFile {

    private static final Logger LOG = LoggerFactory.getLogger(HostsFile.class);

    private final Path path;
    private HostsFileParser parser;
    private long modified;

    HostsFile(Path path) {
        this.path = path;
    }

    /** A name's addresses; none where the name is not known here. */
    List<InetAddress> addresses(Name name) {
        List<InetAddress> addresses = new ArrayList<>();
        try {
            HostsFileParser file = parser();
            file.getAddressForHost(name, Type.A).ifPresent(addresses::add);
            file.getAddressForHost(name, Type.AAAA).ifPresent(addresses::add);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read: {}", path, e.toString());
        }
        String text = name.toString(true);
        if (addresses.isEmpty() && (text.equals("localhost") || text.endsWith(".localhost"))) {
            addresses.add(InetAddress.getLoopbackAddress());
        }
        return addresses;
    }

    /** dnsjava looks for changes every five minutes only; and says each time it is made which lines it cannot read. */
    private synchronized HostsFileParser parser() {
        File file = path.toFile();
        long now = 31 * file.lastModified() + file.length();
        if (parser == null || now != modified) {
            parser = new HostsFileParser(path);
            modified = now;
        }
        return parser;
    }
}
