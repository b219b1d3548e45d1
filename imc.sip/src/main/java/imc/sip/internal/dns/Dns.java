package imc.sip.internal.dns;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Finds the SIP servers behind names, and remembers which of them do not work. Safe for use by many threads. */
public final class Dns implements AutoCloseable {

    /**
     * What an operator can choose.
     *
     * @param servers   the name servers; none for those of the system
     * @param timeout   how long to wait for the answer to a question
     * @param naptr     whether NAPTR records are asked for
     * @param failover  whether the next server is tried where one fails
     * @param blocklist for how long a server that failed is avoided
     */
    public record Choice(List<InetSocketAddress> servers, Duration timeout, boolean naptr, boolean failover,
            Duration blocklist) {
    }

    private final Supplier<Choice> choice;
    private final Resolver resolver;
    private final ServerCache cache;
    private final Avoided avoided;

    /**
     * @param choice   what is in force
     * @param timerF   how long a server has for its answer
     * @param nanoTime as {@link System#nanoTime()}
     */
    public Dns(Supplier<Choice> choice, Reach reach, Duration timerF, LongSupplier nanoTime) {
        this.choice = choice;
        this.resolver = new Resolver(this::nameServers, () -> choice.get().timeout());
        ServerSearch search = new ServerSearch(resolver, new HostsFile(Path.of("/etc/hosts"))::addresses,
                this::nameServers, reach, () -> choice.get().naptr());
        this.cache = new ServerCache(search::search, nanoTime);
        this.avoided = new Avoided(() -> choice.get().blocklist(), timerF, nanoTime);
    }

    private NameServers nameServers() {
        List<InetSocketAddress> servers = choice.get().servers();
        return servers.isEmpty() ? NameServers.ofTheSystem() : new NameServers(servers, List.of());
    }

    /** What is behind a name, or null where it would have to be looked up. Never waits. */
    public Servers known(Target target) {
        return cache.known(target);
    }

    /** What is behind a name. Waits for name servers where that is not known. */
    public Servers find(Target target) {
        return cache.find(target);
    }

    /** Those servers that are to be tried for a receiver, in this order; as {@link Servers#inOrder}. */
    public List<Server> order(Servers servers, String receiver, boolean stream) {
        List<Server> order = servers.inOrder(receiver, stream, avoided::contains);
        return choice.get().failover() || order.isEmpty() ? order : order.subList(0, 1);
    }

    /** A server has answered. */
    public void answered(Server server) {
        avoided.heard(server);
    }

    /**
     * A server did not take a message, and comes last for a while.
     *
     * @param silent     whether no answer came; where others have had theirs, somebody behind it may be silent
     * @param retryAfter for how many seconds it wants to be left alone; negative where it has not said so
     */
    public void failed(Server server, boolean silent, int retryAfter, String why) {
        if (!silent || !avoided.wasHeard(server)) {
            avoided.add(server, retryAfter, why);
        }
    }

    /** Forgets what is not true any more, so that it takes up no memory. */
    public void age() {
        cache.age();
        avoided.age();
    }

    /** Everything is looked up anew, and nobody is avoided. */
    public void forget() {
        cache.clear();
        avoided.clear();
    }

    /** Whoever waits for a name server waits no more. */
    @Override
    public void close() {
        resolver.close();
    }
}
