package imc.script.internal.run;

import imc.api.script.RequestActions;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptSubject;
import java.util.List;
import java.util.Optional;

/** One call of a function. */
record Called(ScriptSubject subject, List<String> arguments, Optional<RequestActions> request, boolean isTrial)
        implements ScriptCall {

    @Override
    public int count() {
        return arguments.size();
    }

    @Override
    public String text(int index) {
        return arguments.get(index);
    }

    @Override
    public long number(int index) {
        return Long.parseLong(arguments.get(index));
    }
}
