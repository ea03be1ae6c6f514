package guides;

import com.contactcenter.sdk.ContactCenterCommunicator;
import com.contactcenter.sdk.ContactCenterException;
import com.contactcenter.sdk.callbacks.Cancellable;
import java.util.Map;
import java.util.function.Consumer;

public final class JavaChat {
    private final ContactCenterCommunicator communicator;
    private volatile String chatID;

    public JavaChat(ContactCenterCommunicator communicator) {
        this.communicator = communicator;
    }

    public Cancellable begin(Runnable begun, Consumer<ContactCenterException> failed) {
        return communicator.getCallbacks().requestChat("Ann", Map.of(), result -> {
            if (result.getReasonOrNull() != null) {
                failed.accept(result.getReasonOrNull());
            } else {
                chatID = result.getValueOrNull().getChatID();
                begun.run();
            }
        });
    }

    public Cancellable say(String text, Consumer<String> queued) {
        return communicator.getCallbacks().sendChatMessage(chatID, text, result -> {
            if (result.getValueOrNull() != null) {
                queued.accept(result.getValueOrNull());
            }
        });
    }
}
