package imc.auth.internal;

import imc.api.net.Networks;
import imc.api.sip.SipRequest;

/**
 * Whom we believe who has sent a request: IP addresses and networks, and names in certificates that peers show over
 * TLS.
 */
record Peers(Networks listed) {

    static final Peers NONE = new Peers(Networks.NONE);

    private static final int MOST = 1000;

    /**
     * Reads a list like {@code 192.0.2.7, 2001:db8::/32, proxy.example.com}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static Peers parse(String text) {
        Networks listed = Networks.parse(text);
        if (listed.networks().size() + listed.names().size() > MOST) {
            throw new IllegalArgumentException("there are more than " + MOST);
        }
        listed.names().stream().filter(name -> name.startsWith("*")).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("'" + name + "': in certificates a wildcard stands for nothing");
        });
        return new Peers(listed);
    }

    /** Whether a request has come from one of them. */
    boolean contain(SipRequest request) {
        return request.peerNames().stream().anyMatch(listed.names()::contains)
                || !listed.networks().isEmpty() && listed.contains(request.source().host());
    }

    boolean isEmpty() {
        return listed.networks().isEmpty() && listed.names().isEmpty();
    }

    @Override
    public String toString() {
        return listed.toString();
    }
}
