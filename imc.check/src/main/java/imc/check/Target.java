package imc.check;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server that a transcript is told to.
 *
 * @param server    its address
 * @param transport udp, tcp or tls
 * @param trusted   for tls, a PEM file with the certificates that are trusted; empty for those that the JDK trusts
 * @param domain    the host of the users' and rooms' addresses
 * @param startChar the character that begins a command there
 */
public record Target(InetSocketAddress server, String transport, Optional<Path> trusted, String domain,
        String startChar) {

    /** The same server with other users and rooms. */
    public Target withDomain(String other) {
        return new Target(server, transport, trusted, other, startChar);
    }
}
