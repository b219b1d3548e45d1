package imc.store.kit;

import java.io.IOException;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives test classes whose constructor wants one a {@link PostgreSqlServer} or a {@link MariaDbServer}: one of each for
 * all tests of a run, started when it is first asked for. Where the server is not installed, the tests are not run and
 * say so; with the environment variable {@value #REQUIRED} {@code = true} they fail.
 */
public final class Servers implements BeforeAllCallback, ParameterResolver {

    /** Makes a missing server a failure. */
    public static final String REQUIRED = "IMC_REQUIRE_DATABASES";

    /** A server, or why there is none. */
    private record Outcome(@Nullable DatabaseServer server, @Nullable Exception failure) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (server != null) {
                server.close();
            }
        }
    }

    /** How a server is made. */
    @FunctionalInterface
    private interface Maker {
        DatabaseServer make() throws IOException, InterruptedException;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        for (Constructor<?> constructor : context.getRequiredTestClass().getDeclaredConstructors()) {
            for (Class<?> type : constructor.getParameterTypes()) {
                if (isServer(type) && outcome(type, context).failure() instanceof ServerProgram.MissingServer missing
                        && !Boolean.parseBoolean(System.getenv(REQUIRED))) {
                    throw new TestAbortedException(missing.getMessage());
                }
            }
        }
    }

    private static boolean isServer(Class<?> type) {
        return DatabaseServer.class.isAssignableFrom(type);
    }

    private static Outcome outcome(Class<?> type, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(Servers.class))
                .getOrComputeIfAbsent(type, t -> start(type), Outcome.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return isServer(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Outcome outcome = outcome(parameter.getParameter().getType(), context);
        DatabaseServer server = outcome.server();
        if (server == null) {
            throw new ParameterResolutionException("there is no server: " + outcome.failure(), outcome.failure());
        }
        return server;
    }

    private static Outcome start(Class<?> type) {
        Maker maker = type == PostgreSqlServer.class ? PostgreSqlServer::new : MariaDbServer::new;
        try {
            return new Outcome(maker.make(), null);
        } catch (IOException e) {
            return new Outcome(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(null, e);
        }
    }
}
