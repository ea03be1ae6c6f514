// What the guides show of Java, run as it stands there. Here and not among the tests in Kotlin, which are built for devices without any Java.

package guides;

import com.contactcenter.sdk.ContactCenterCommunicator;
import com.contactcenter.sdk.SimulatedChat;
import com.contactcenter.sdk.Simulator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JavaChatTest {
    @Test
    void aChatIsHeldFromJava() throws Exception {
        try (Simulator simulator = new Simulator();
                ContactCenterCommunicator communicator =
                        new ContactCenterCommunicator(simulator.getConfiguration())) {
            JavaChat chat = new JavaChat(communicator);
            CompletableFuture<Void> begun = new CompletableFuture<>();
            chat.begin(() -> begun.complete(null), begun::completeExceptionally);
            begun.get(20, TimeUnit.SECONDS);
            CompletableFuture<String> queued = new CompletableFuture<>();
            chat.say("Where is my parcel?", queued::complete);
            SimulatedChat agent = simulator.chat(queued.get(20, TimeUnit.SECONDS).split(":")[0]);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (agent.clientEvents("chat_session_message").isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the message does not arrive");
                }
                Thread.sleep(2);
            }
        }
    }
}
