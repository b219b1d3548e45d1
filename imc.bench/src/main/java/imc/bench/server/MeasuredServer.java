package imc.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A conference server that runs in processes of its own and sends all copies to the load. */
public final class MeasuredServer implements AutoCloseable {

    private final String name;
    private final String description;
    private final InetSocketAddress address;
    private final ProcessHandle process;
    private final Workplace place;

    MeasuredServer(String name, String description, InetSocketAddress address, ProcessHandle process,
            Workplace place) {
        this.name = name;
        this.description = description;
        this.address = address;
        this.process = process;
        this.place = place;
    }

    /** How it is called in tables: one lower case word. */
    public String name() {
        return name;
    }

    /** Name, version and what was chosen for it, for the reader of a table. */
    public String description() {
        return description;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** The first of its processes. */
    public ProcessHandle process() {
        return process;
    }

    /** Stops it and removes what it wrote. */
    @Override
    public void close() throws IOException {
        place.close();
    }
}
