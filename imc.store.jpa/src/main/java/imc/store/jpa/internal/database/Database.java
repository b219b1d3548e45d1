package imc.store.jpa.internal.database;

import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.connection.DiskFull;
import imc.store.jpa.internal.connection.Failures;
import imc.store.jpa.internal.tables.LineageRow;
import imc.store.jpa.internal.tables.TableNames;
import imc.store.jpa.internal.tables.TableNaming;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import javax.persistence.EntityTransaction;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.config.TargetDatabase;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.osgi.service.jpa.EntityManagerFactoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open database. One transaction runs at a time, so that a load sees each batch whole or not at all. */
public final class Database implements AutoCloseable {

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work {
        void on(EntityManager rows) throws StoreException;
    }

    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final long CLOSE_SECONDS = 2;

    private final Connections connections;
    private final TableNames tables;
    private final EntityManagerFactory factory;
    private final PropertyChanges.Use properties = new PropertyChanges.Use();
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean closed;

    /**
     * Opens a database that was {@linkplain Connections#prepare prepared}.
     *
     * @throws StoreException if JPA cannot use it
     */
    public Database(Connections connections, TableNames tables, EntityManagerFactoryBuilder builder)
            throws StoreException {
        this.connections = connections;
        this.tables = tables;
        try {
            this.factory = builder.createEntityManagerFactory(properties(connections, tables));
        } catch (RuntimeException e) {
            throw new StoreException("JPA cannot open the database: " + Failures.sentence(e), e);
        }
        try {
            // EclipseLink connects when the first entity manager is made.
            factory.createEntityManager().close();
            failAtOnce(factory.unwrap(ServerSession.class).getLogin());
        } catch (RuntimeException e) {
            factory.close();
            throw new StoreException("JPA cannot open the database: " + Failures.sentence(e), e);
        }
    }

    /** EclipseLink would try three times, five seconds apart, to reach a database that is away; senders wait for it. */
    private static void failAtOnce(DatabaseLogin login) {
        login.setConnectionHealthValidatedOnError(false);
        login.setQueryRetryAttemptCount(0);
        login.setDelayBetweenConnectionAttempts(0);
    }

    private static Map<String, Object> properties(Connections connections, TableNames tables) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(PersistenceUnitProperties.NON_JTA_DATASOURCE, connections);
        properties.putAll(TableNaming.properties(tables));
        // EclipseLink keeps its sessions by name; another name makes sure that this one has these tables.
        properties.put(PersistenceUnitProperties.SESSION_NAME, "imc." + UUID.randomUUID());
        properties.put(PersistenceUnitProperties.CONNECTION_POOL_INTERNALLY_POOL_DATASOURCE, "true");
        properties.put(PersistenceUnitProperties.JDBC_CONNECTIONS_INITIAL, "0");
        // What is above the minimum is closed after each use.
        properties.put(PersistenceUnitProperties.JDBC_CONNECTIONS_MIN, "2");
        properties.put(PersistenceUnitProperties.JDBC_CONNECTIONS_MAX, "4");
        properties.put(PersistenceUnitProperties.CACHE_STATEMENTS, "true");
        properties.put(PersistenceUnitProperties.CACHE_SHARED_DEFAULT, "false");
        if (connections.isMySql()) {
            // EclipseLink does not know MariaDB by its name.
            properties.put(PersistenceUnitProperties.TARGET_DATABASE, TargetDatabase.MySQL);
        }
        // Whatever goes wrong comes as an exception, and is logged once, by us.
        properties.put(PersistenceUnitProperties.LOGGING_LEVEL, "OFF");
        return properties;
    }

    /** Writes all batches in one transaction, in their order. When it returns they are durable. */
    public void write(List<List<Change>> batches) throws StoreException {
        transaction(rows -> {
            try (NewRows added = new NewRows(rows, tables)) {
                RowChanges changes = new RowChanges(rows, added, new PropertyChanges(rows, added, properties));
                for (List<Change> batch : batches) {
                    changes.apply(batch);
                }
                added.send();
            }
        });
    }

    /** Reads everything, on the calling thread. */
    public void load(RoomReceiver into) throws StoreException {
        RoomReader reader = new RoomReader(tables, into);
        transaction(reader::read);
        reader.respellings().write(this, into);
    }

    /** Which history the rooms belong to; empty if none. */
    public String lineage() throws StoreException {
        String[] lineage = {""};
        transaction(rows -> {
            LineageRow row = rows.find(LineageRow.class, LineageRow.THE_ONE);
            lineage[0] = row == null ? "" : row.lineage();
        });
        return lineage[0];
    }

    /** Makes the rooms part of a history; writes also where they are that already. */
    public void lineage(String lineage) throws StoreException {
        transaction(rows -> {
            if (rows.createQuery(LineageRow.SET).setParameter("lineage", lineage).executeUpdate() == 0) {
                rows.persist(new LineageRow(lineage));
            }
        });
    }

    /**
     * Runs the work in a transaction of its own; a failure undoes all of it. Derby opens for reading alone, and for
     * good, what it could not write at that moment, as on a full disk: it is opened anew then, and the work done once
     * more.
     *
     * @throws CommitInDoubt if nobody knows whether it does
     * @throws DiskFull      where an embedded database fails because its disk is full
     */
    void transaction(Work work) throws StoreException {
        turn.lock();
        try {
            once(work);
        } catch (StoreException | RuntimeException e) {
            if (!Failures.isReadOnly(e)) {
                throwWhereDiskIsFull(e);
                throw e;
            }
            connections.shutDown();
            onceMore(work);
            log.info("The database, which had been opened for reading alone, has been opened anew and takes changes");
        } finally {
            turn.unlock();
        }
    }

    private void onceMore(Work work) throws StoreException {
        try {
            once(work);
        } catch (StoreException | RuntimeException e) {
            throwWhereDiskIsFull(e);
            throw e;
        }
    }

    private void throwWhereDiskIsFull(Exception failure) {
        Optional<String> sentence = connections.fullDisk();
        if (sentence.isPresent()) {
            DiskFull full = new DiskFull(sentence.get(), failure);
            throw failure instanceof CommitInDoubt ? new CommitInDoubt(full) : full;
        }
    }

    private void once(Work work) throws StoreException {
        if (closed) {
            throw new StoreException("the store is closed");
        }
        EntityManager rows = factory.createEntityManager();
        try {
            EntityTransaction transaction = rows.getTransaction();
            transaction.begin();
            work.on(rows);
            commit(transaction);
        } catch (StoreException | RuntimeException | Error e) {
            try {
                end(rows);
            } catch (RuntimeException after) {
                // What went wrong first is what has to be told.
                e.addSuppressed(after);
            }
            forgetConnections(e);
            throw e;
        }
        end(rows);
    }

    private static void commit(EntityTransaction transaction) {
        try {
            transaction.commit();
        } catch (RuntimeException | Error e) {
            if (Failures.isReadOnly(e)) {
                throw e; // nothing of it is there
            }
            throw new CommitInDoubt(e);
        }
    }

    private static void end(EntityManager rows) {
        try {
            if (rows.getTransaction().isActive()) {
                rows.getTransaction().rollback();
            }
        } finally {
            rows.close();
        }
    }

    /** After a failure all pooled connections may be dead, and EclipseLink would hand them out again and again. */
    private void forgetConnections(Throwable failure) {
        try {
            ServerSession session = factory.unwrap(ServerSession.class);
            session.getConnectionPools().values().forEach(ConnectionPool::resetConnections);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Whether the database answers on a new connection. */
    public boolean isReachable() {
        return connections.isReachable();
    }

    /** Lets what is under way end, for a moment: EclipseLink keeps for good what is closed while it is being opened. */
    @Override
    public void close() {
        closed = true;
        boolean isOurTurn = false;
        try {
            isOurTurn = turn.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            if (factory.isOpen()) {
                factory.close();
            }
        } finally {
            if (isOurTurn) {
                turn.unlock();
            }
        }
    }
}
