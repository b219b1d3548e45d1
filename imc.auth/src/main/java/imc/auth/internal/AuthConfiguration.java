package imc.auth.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Describes the keys of {@link AuthSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: who may send",
        description = "Passwords and trusted peers. Every value can be changed while the server runs.")
@interface AuthConfiguration {

    @AttributeDefinition(name = "Who may send",
            description = "none: whoever gets at the server may take any name, so that it listens on loopback alone. "
                    + "none, open: the same, wherever it listens. digest: whoever knows the password of the user in "
                    + "From, and trusted_peers without one. trusted: trusted_peers alone; others are answered 403.",
            options = {
                @Option(label = "whoever is on this machine", value = "none"),
                @Option(label = "anybody, in any name", value = "none, open"),
                @Option(label = "who knows a password", value = "digest"),
                @Option(label = "trusted peers", value = "trusted")
            })
    String auth() default "none";

    @AttributeDefinition(name = "Digest algorithms",
            description = "SHA-256, MD5 or both, the stronger first. There are clients (baresip 1.0) that cannot "
                    + "log in where they are asked for SHA-256, be it beside MD5. A user of whom one hash alone "
                    + "is known is asked for that one.")
    String algorithms() default "MD5";

    @AttributeDefinition(name = "Realms", required = false,
            description = "The hosts of the addresses whose users may log in; others are answered 403. None: any.")
    String realms() default "";

    @AttributeDefinition(name = "Trusted peers", required = false,
            description = "Who is believed who has sent a request, by P-Asserted-Identity, else by From: IP addresses, "
                    + "networks, and names in certificates that peers show (tls_client_auth in imc.transport.sip), as "
                    + "192.0.2.1, 2001:db8::/32, proxy.example.com. With UDP, who can forge an address "
                    + "is believed, too.")
    String trusted__peers() default "";

    @AttributeDefinition(name = "Lifetime of a nonce", min = "10", max = "86400",
            description = "After how many seconds a client has to prove its password against a new nonce, which it "
                    + "does by itself.")
    int nonce__expire() default 300;

    @AttributeDefinition(name = "Nonces in use", min = "100", max = "10000000",
            description = "Of how many nonces it is kept which counts were there, each about 150 bytes. Beyond it the "
                    + "oldest are given up, and their clients have to fetch new ones.")
    int max__nonces() default 100000;

    @AttributeDefinition(name = "Wrong passwords for a user", min = "1", max = "10000",
            description = "How many wrong passwords for one user may come from one IPv4 address or one IPv6 /64 within "
                    + "failure_interval. Then none from there is looked at for a while: 503 with Retry-After.")
    int max__failures() default 5;

    @AttributeDefinition(name = "Wrong passwords of a source", min = "1", max = "1000000",
            description = "The same for all users together.")
    int max__failures__per__source() default 50;

    @AttributeDefinition(name = "Time for wrong passwords", min = "1", max = "86400",
            description = "In how many seconds so many wrong passwords are forgotten, one by one.")
    int failure__interval() default 300;
}
