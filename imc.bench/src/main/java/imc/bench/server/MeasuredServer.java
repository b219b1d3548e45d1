package imc.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A conference server that runs in processes of its own and sends all copies to the load. */
public interface MeasuredServer extends AutoCloseable {

    /** How it is called in tables: one lower case word. */
    String name();

    /** Name, version and what was chosen for it, for the reader of a table. */
    String description();

    /** Where it listens. */
    InetSocketAddress address();

    /** The first of its processes. */
    ProcessHandle process();

    /** Stops it and removes what it wrote. */
    @Override
    void close() throws IOException;
}
