package imc.sip.internal.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks name servers, one after the other, on the calling thread. Keeps nothing; safe for use by many threads. */
final class Resolver implements AutoCloseable {

    /** RFC 2181 §8 allows 68 years; an operator who has moved a server does not want to wait for them. */
    static final long MAX_SECONDS = 86_400;
    /** What is not there is believed for so long at most (RFC 2308 §5). */
    private static final long MAX_NEGATIVE_SECONDS = 10_800;
    /** Without an SOA record, nobody says how long (RFC 2308 §5). */
    private static final long DEFAULT_NEGATIVE_SECONDS = 30;
    private static final int MAX_ALIASES = 8;
    private static final int ROUNDS = 2;

    private final BlockingIo io = new BlockingIo();
    private final Supplier<NameServers> nameServers;
    private final Supplier<Duration> timeout;

    /**
     * @param nameServers whom to ask now
     * @param timeout     how long to wait for an answer, from all of them together
     */
    Resolver(Supplier<NameServers> nameServers, Supplier<Duration> timeout) {
        this.nameServers = nameServers;
        this.timeout = timeout;
    }

    /**
     * The records of a name, behind its aliases.
     *
     * @throws LookupException where no name server says
     */
    Answer ask(Name name, int type) throws LookupException {
        Name asked = name;
        long seconds = MAX_SECONDS;
        for (int aliases = 0; aliases <= MAX_ALIASES;) {
            Message message = exchange(asked, type);
            Name current = asked;
            CNAMERecord alias = null;
            do {
                List<Record> found = records(message, current, type);
                if (!found.isEmpty()) {
                    return new Answer(found, true, Math.min(seconds, shortest(found)));
                }
                alias = alias(message, current);
                if (alias != null) {
                    seconds = Math.min(seconds, alias.getTTL());
                    current = alias.getTarget();
                    aliases++;
                }
            } while (alias != null && aliases <= MAX_ALIASES);
            boolean exists = message.getRcode() != Rcode.NXDOMAIN;
            if (current.equals(asked) || !exists) {
                return new Answer(List.of(), exists, Math.min(seconds, negativeSeconds(message)));
            }
            asked = current;
        }
        throw new LookupException("too many aliases of " + name.toString(true), true);
    }

    private Message exchange(Name name, int type) throws LookupException {
        List<InetSocketAddress> servers = nameServers.get().addresses();
        Duration each = timeout.get().dividedBy((long) ROUNDS * servers.size());
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        List<String> failures = new ArrayList<>();
        boolean answered = false;
        for (int round = 0; round < ROUNDS && !answered; round++) {
            failures.clear();
            for (InetSocketAddress server : servers) {
                try {
                    Message message = exchange(server, query, each);
                    if (message.getRcode() == Rcode.NOERROR || message.getRcode() == Rcode.NXDOMAIN) {
                        return message;
                    }
                    answered = true;
                    failures.add(server + " says " + Rcode.string(message.getRcode()));
                } catch (IOException e) {
                    failures.add(server + ": " + e.getMessage());
                }
            }
        }
        throw new LookupException("no name server tells " + Type.string(type) + " of " + name.toString(true) + " ("
                + String.join(", ", failures) + ')', answered);
    }

    private Message exchange(InetSocketAddress server, Message query, Duration each) throws IOException {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setIoClientFactory(io);
        resolver.setTimeout(each);
        try {
            return resolver.sendAsync(query, Runnable::run).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException cause ? cause
                    : new IOException("an answer that cannot be read", e.getCause());
        }
    }

    private static List<Record> records(Message message, Name name, int type) {
        return message.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == type && record.getName().equals(name)).toList();
    }

    private static CNAMERecord alias(Message message, Name name) {
        return records(message, name, Type.CNAME).stream().map(CNAMERecord.class::cast).findFirst().orElse(null);
    }

    private static long shortest(List<Record> records) {
        return records.stream().mapToLong(Record::getTTL).min().orElse(0);
    }

    private static long negativeSeconds(Message message) {
        return message.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance).map(SOARecord.class::cast)
                .mapToLong(authority -> Math.min(authority.getTTL(), authority.getMinimum()))
                .map(seconds -> Math.min(seconds, MAX_NEGATIVE_SECONDS))
                .findFirst().orElse(DEFAULT_NEGATIVE_SECONDS);
    }

    @Override
    public void close() {
        io.close();
    }
}
