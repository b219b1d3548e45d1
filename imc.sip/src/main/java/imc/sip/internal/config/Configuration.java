package imc.sip.internal.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * What a management console shows of the PID {@code imc.transport.sip}, but for what is about rooms. The README's table
 * says the same.
 */
@ObjectClassDefinition(name = "IM conference server: SIP",
        description = "Where the server listens, and how it sends. "
                + "Every value can be changed while the server runs.")
public @interface Configuration {

    String LISTEN = "udp:127.0.0.1:5060, tcp:127.0.0.1:5060";
    String IDENTITY = "from";
    int MAX_CONNECTIONS = 2048;
    int MAX_CONNECTIONS_PER_IP = 256;
    int TCP_CONNECTION_LIFETIME = 120;
    int IN_FLIGHT_PERCENT = 20;
    int UDP_UNPROVEN_LIMIT = 16;
    String LOCATION = "auto";
    int DNS_TIMEOUT = 4000;
    int DST_BLOCKLIST_EXPIRE = 60;

    @AttributeDefinition(name = "Addresses to listen at",
            description = "Where to listen: udp:host:port, tcp:host:port and tls:host:port, parted by commas, IPv6 "
                    + "addresses in square brackets (udp:[::1]:5060). Port 0 takes any that is free; the log says "
                    + "which.")
    String listen() default LISTEN;

    @AttributeDefinition(name = "Outbound proxy", required = false,
            description = "SIP URI. Where everything is sent: sip:host:port, with ;transport=udp (the default), tcp "
                    + "or tls.")
    String outbound__proxy() default "";

    @AttributeDefinition(name = "Identity of the sender",
            description = "Who the sender is: the From header, or P-Asserted-Identity (RFC 3325) for servers behind "
                    + "a trusted proxy, in which case a message without it is refused.",
            options = {
                @Option(label = "the From header", value = "from"),
                @Option(label = "P-Asserted-Identity", value = "pai")
            })
    String identity() default IDENTITY;

    @AttributeDefinition(name = "UDP segmentation offload",
            description = "Whether datagrams for one receiver, as an outbound proxy, are handed to the system "
                    + "together (UDP generic segmentation offload), where it can: Linux. The receiver sees no "
                    + "difference; a capture on the server's own machine may show several messages in one packet.")
    boolean udp__gso() default true;

    @AttributeDefinition(name = "Private networks of members", required = false,
            description = "Addresses and networks that members who are not registered may be at though they are "
                    + "private, or this machine's, and the server listens in a wider network: nobody out there may "
                    + "have it talk to what is behind it. As 10.1.0.0/16, 2001:db8::/32. None: no such address.")
    String member__networks() default "";

    @AttributeDefinition(name = "Connections",
            description = "How many connections clients may open, and as many the server. When there are so many, "
                    + "the longest idle one of whoever has most makes room for a new one.", min = "1", max = "1000000")
    int tcp__max__connections() default MAX_CONNECTIONS;

    @AttributeDefinition(name = "Connections of one IP address",
            description = "How many connections one IP address (in IPv6: one /64 network) may open; the outbound "
                    + "proxy any number. Beyond that its own longest idle one makes room; where all are in use, the "
                    + "new one is closed at once, which the log says.", min = "1", max = "1000000")
    int tcp__max__connections__per__ip() default MAX_CONNECTIONS_PER_IP;

    @AttributeDefinition(name = "Idle time of a connection",
            description = "For how many seconds a connection may be idle: nothing comes, be it a keep-alive, and "
                    + "nothing goes. One over which somebody has registered may be as long as the registration "
                    + "lasts.", min = "5", max = "86400")
    int tcp__connection__lifetime() default TCP_CONNECTION_LIFETIME;

    @AttributeDefinition(name = "Heap for messages on their way",
            description = "How much of the heap messages may take up that are on their way, in percent. A room may "
                    + "have half of what is left; beyond that its messages are answered 503.", min = "1", max = "50")
    int in__flight__percent() default IN_FLIGHT_PERCENT;

    @AttributeDefinition(name = "UDP to addresses that never answered",
            description = "How many kilobytes a minute go by UDP to an address (IP and port) that has never "
                    + "answered, retransmissions counted, and sixteen times as much to all such ports of one IP "
                    + "address. 0: no bound. The outbound proxy has none.", min = "0", max = "1000000")
    int udp__unproven__limit() default UDP_UNPROVEN_LIMIT;

    @AttributeDefinition(name = "Answers from elsewhere",
            description = "Whether an answer counts that comes from another IP address than what it answers was sent "
                    + "to, as from a proxy with several addresses. False: it is dropped, which the log says; whoever "
                    + "has seen a message on its way cannot answer it so easily.")
    boolean answers__from__elsewhere() default false;

    @AttributeDefinition(name = "Location service",
            description = "Whether messages are answered 503 while there is no location service, where there is no "
                    + "outbound_proxy either: auto does so while one has been there a minute ago and, from the "
                    + "start until it is there first, where a bundle that offers one is installed; required does so "
                    + "always, none never.",
            options = {
                @Option(label = "where there is one", value = "auto"),
                @Option(label = "always waited for", value = "required"),
                @Option(label = "never waited for", value = "none")
            })
    String location() default LOCATION;

    @AttributeDefinition(name = "A sender's other devices",
            description = "Whether what somebody says in a room goes to those of his devices, too, that he has not "
                    + "said it with.")
    boolean copy__to__own__devices() default false;

    @AttributeDefinition(name = "Certificate and private key", required = false,
            description = "Our certificate, its chain and its private key: PKCS12, JKS or PEM. Needed to listen on "
                    + "TLS.")
    String tls__key__store() default "";

    @AttributeDefinition(name = "Password of the private key", required = false, type = AttributeType.PASSWORD,
            description = "The password of tls_key_store, and of the private key in it.")
    String tls__key__store__password() default "";

    @AttributeDefinition(name = "Trusted certificates", required = false,
            description = "The certificates of those who are trusted: PKCS12, JKS or PEM. None: those that the JDK "
                    + "trusts.")
    String tls__trust__store() default "";

    @AttributeDefinition(name = "Password of the trusted certificates", required = false, type = AttributeType.PASSWORD,
            description = "The password of tls_trust_store.")
    String tls__trust__store__password() default "";

    @AttributeDefinition(name = "Certificates of clients",
            description = "Whether clients have to show a certificate: want refuses one that is not trusted, need "
                    + "refuses who has none, too.",
            options = {
                @Option(label = "not asked for", value = "none"),
                @Option(label = "one that is shown must be trusted", value = "want"),
                @Option(label = "required", value = "need")
            })
    String tls__client__auth() default "none";

    @AttributeDefinition(name = "Name servers", required = false,
            description = "The name servers to ask: IP addresses, with :port where it is not 53, IPv6 in square "
                    + "brackets, parted by commas. None: those of /etc/resolv.conf, as it is when something is "
                    + "asked.")
    String dns__servers() default "";

    @AttributeDefinition(name = "Time for name servers",
            description = "How long to wait for the answer to a question, in milliseconds, from all name servers "
                    + "together; each is asked twice.", min = "100", max = "60000")
    int dns__timeout() default DNS_TIMEOUT;

    @AttributeDefinition(name = "NAPTR records",
            description = "Whether a name's NAPTR records are asked for before its SRV records.")
    boolean dns__try__naptr() default true;

    @AttributeDefinition(name = "A name's next server",
            description = "Whether the next server of a name is tried where one cannot be reached, does not answer "
                    + "or answers 503.")
    boolean use__dns__failover() default true;

    @AttributeDefinition(name = "Time to avoid a server that has failed",
            description = "For how many seconds a name's server that has failed is tried after its others only; 0: "
                    + "it is not avoided.", min = "0", max = "3600")
    int dst__blocklist__expire() default DST_BLOCKLIST_EXPIRE;
}
