package imc.store.jpa.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.derby.jdbc.EmbeddedDriver;

/** Derby whose commits hang while the test wants it, and then go on. */
final class HangingDriver extends EmbeddedDriver {

    private final AtomicInteger commits = new AtomicInteger();
    private volatile CountDownLatch goOn = new CountDownLatch(0);
    private volatile CountDownLatch hangs = new CountDownLatch(0);

    /** How many commits have begun. */
    int commits() {
        return commits.get();
    }

    void hang() {
        hangs = new CountDownLatch(1);
        goOn = new CountDownLatch(1);
    }

    void awaitHanging() throws InterruptedException {
        if (!hangs.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing is committed");
        }
    }

    void goOn() {
        goOn.countDown();
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = super.connect(url, properties);
        return connection == null ? null : (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        commits.incrementAndGet();
                        hangs.countDown();
                        goOn.await();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
