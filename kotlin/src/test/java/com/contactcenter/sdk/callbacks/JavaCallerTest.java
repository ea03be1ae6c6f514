// How the library looks from Java: compiled without a warning, and a conversation held with it.

package com.contactcenter.sdk.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.contactcenter.sdk.ContactCenterCommunicator;
import com.contactcenter.sdk.ContactCenterConfiguration;
import com.contactcenter.sdk.ContactCenterEvent;
import com.contactcenter.sdk.ContactCenterEventsDelegating;
import com.contactcenter.sdk.ContactCenterException;
import com.contactcenter.sdk.ContactCenterLogLevel;
import com.contactcenter.sdk.EventOrigin;
import com.contactcenter.sdk.Simulator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JavaCallerTest {
    /** Only what the app needs: every method of the listener has a body. */
    private static final class Listener implements ContactCenterEventsDelegating {
        private final CompletableFuture<String> greeting = new CompletableFuture<>();

        @Override
        public void chatSessionEvents(
                String chatID, EventOrigin origin, List<? extends ContactCenterEvent> events) {
            for (ContactCenterEvent event : events) {
                if (event instanceof ContactCenterEvent.ChatSessionMessage message) {
                    greeting.complete(message.getMessageText());
                }
            }
        }
    }

    @Test
    void aConversationIsHeldFromJava() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Listener listener = new Listener();
        try (Simulator simulator = new Simulator();
                ContactCenterCommunicator communicator =
                        new ContactCenterCommunicator(simulator.getConfiguration(), listener, executor)) {
            ContactCenterCallbacks callbacks = communicator.getCallbacks();

            CompletableFuture<String> chatID = new CompletableFuture<>();
            callbacks.requestChat("Ann", Map.of("email", "ann@example.com"), result -> {
                if (result instanceof Result.Success) {
                    chatID.complete(result.getValueOrNull().getChatID());
                } else {
                    chatID.completeExceptionally(result.getReasonOrNull());
                }
            });
            String chat = chatID.get(20, TimeUnit.SECONDS);
            simulator.chat(chat).say("Hello from the agent");
            assertEquals("Hello from the agent", listener.greeting.get(20, TimeUnit.SECONDS));

            CompletableFuture<String> messageID = new CompletableFuture<>();
            callbacks.sendChatMessage(chat, "Hello", result -> messageID.complete(result.getValueOrNull()));
            assertEquals(chat + ":1", messageID.get(20, TimeUnit.SECONDS));

            CompletableFuture<ContactCenterException> refusal = new CompletableFuture<>();
            callbacks.endChat("a/b", result -> refusal.complete(result.getReasonOrNull()));
            assertInstanceOf(ContactCenterException.InvalidArgument.class, refusal.get(20, TimeUnit.SECONDS));

            CompletableFuture<Boolean> over = new CompletableFuture<>();
            assertNotNull(callbacks.endChat(chat, result -> over.complete(result instanceof Result.Success)));
            assertEquals(true, over.get(20, TimeUnit.SECONDS));
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aLogIsSetWithAndWithoutItsLevelAndRefusedAfterTheEnd() throws ContactCenterException {
        try (Simulator simulator = new Simulator()) {
            ContactCenterCommunicator communicator = new ContactCenterCommunicator(simulator.getConfiguration());
            try {
                communicator.setLogSink(null);
                communicator.setLogSink(null, ContactCenterLogLevel.DEBUG);
                communicator.shutdown();
                communicator.setLogSink(null);
                throw new AssertionError("a log is set after the end");
                // Were no exception declared, javac would not take this.
            } catch (ContactCenterException.ShutDown expected) {
                assertNotNull(expected.getMessage());
            }
        }
    }

    @Test
    void aSettingThatIsRefusedIsAnExceptionThatJavaCanCatch() {
        ContactCenterConfiguration configuration =
                new ContactCenterConfiguration("acme.example.com", "acme.example.com", "app", "client");
        ContactCenterException.InvalidArgument refusal = assertThrows(
                ContactCenterException.InvalidArgument.class, () -> new ContactCenterCommunicator(configuration));
        assertEquals("base_url", refusal.getArgument());
    }
}
