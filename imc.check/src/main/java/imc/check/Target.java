package imc.check;

import java.net.InetSocketAddress;

/**
 * The server that a transcript is told to.
 *
 * @param server    its address
 * @param transport udp or tcp
 * @param domain    the host of the users' and rooms' addresses
 * @param startChar the character that begins a command there
 */
public record Target(InetSocketAddress server, String transport, String domain, String startChar) {

    /** The same server with other users and rooms. */
    public Target withDomain(String other) {
        return new Target(server, transport, other, startChar);
    }
}
