package imc.run.support;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** For bundles that tests make: it can never be activated. */
@Component(service = {}, immediate = true)
public final class FailingComponent {

    @Activate
    public FailingComponent() {
        throw new IllegalStateException("there is no tea", new IllegalArgumentException("the pot is empty"));
    }
}
