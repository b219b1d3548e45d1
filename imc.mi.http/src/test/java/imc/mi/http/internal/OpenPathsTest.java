package imc.mi.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.ServiceReference;
import org.osgi.service.servlet.context.ServletContextHelper;

/** What is read without a token. */
class OpenPathsTest {

    private final OpenPaths open = new OpenPaths();

    @ParameterizedTest
    @DisplayName("what is below an open context is read, and not what only looks so")
    @CsvSource({"GET, /console, true", "HEAD, /console/, true", "GET, /console/a/b-1.min.js, true", "GET, /RPC, false",
        "POST, /console/, false", "GET, /consoles, false", "GET, /, false", "GET, '', false",
        "GET, /console/../RPC, false", "GET, /console/..;/RPC, false", "GET, /console/%2e%2e/RPC, false",
        "GET, //console/, false", "GET, /console//RPC, false", "GET, /console/.git, false",
        "OPTIONS, /console/, false"})
    void paths(String method, String path, boolean isOpen) {
        open.addContext(context("/console"));
        assertEquals(isOpen, open.isOpen(method, path));
    }

    @Test
    @DisplayName("nothing is open that is not there")
    void gone() {
        ServiceReference<ServletContextHelper> context = context("/console");
        assertFalse(open.isOpen("GET", "/console"));
        open.addContext(context);
        assertTrue(open.isOpen("GET", "/console"));
        open.removeContext(context);
        assertFalse(open.isOpen("GET", "/console"));
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<ServletContextHelper> context(String path) {
        return (ServiceReference<ServletContextHelper>) Proxy.newProxyInstance(OpenPathsTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> path;
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
