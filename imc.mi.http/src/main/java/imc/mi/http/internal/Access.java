package imc.mi.http.internal;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Who is let in now: nobody, until it is configured. */
@Component(service = Access.class)
public final class Access {

    private volatile @Nullable Rules rules;

    /**
     * @param credentials to be shown
     * @param addressed   what requests are meant for us
     */
    record Rules(Credentials credentials, Addressed addressed) {
    }

    @Activate
    public Access() {
        // nobody is let in yet
    }

    void open(Credentials credentials, Set<String> hosts) {
        rules = new Rules(credentials, new Addressed(hosts));
    }

    void close() {
        rules = null;
    }

    Optional<Rules> now() {
        return Optional.ofNullable(rules);
    }
}
