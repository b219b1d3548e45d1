package imc.sip.internal.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

/**
 * Whom to ask.
 *
 * @param addresses in the order in which they are asked
 * @param search    where a name without a dot is sought, too
 */
record NameServers(List<InetSocketAddress> addresses, List<Name> search) {

    /** Those of /etc/resolv.conf as it is now, else one on this machine (resolv.conf(5)). */
    static NameServers ofTheSystem() {
        ResolvConfResolverConfigProvider file = new ResolvConfResolverConfigProvider();
        file.initialize();
        List<InetSocketAddress> servers = file.servers();
        return new NameServers(servers.isEmpty()
                ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), SimpleResolver.DEFAULT_PORT))
                : List.copyOf(servers), List.copyOf(file.searchPaths()));
    }
}
