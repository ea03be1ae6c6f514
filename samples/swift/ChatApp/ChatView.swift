// The screen of the chat.

#if canImport(SwiftUI)
    import ChatModel
    import ContactCenter
    import SwiftUI

    /// The conversation, and the field to write in.
    struct ChatView: View {
        @StateObject private var model: ChatViewModel
        @State private var draft = ""

        init(model: ChatViewModel) {
            _model = StateObject(wrappedValue: model)
        }

        var body: some View {
            VStack(spacing: 0) {
                banner
                conversation
                entry
            }
            .task { await start() }
        }

        private func start() async {
            await model.start(name: "A customer")
        }

        /// What the user should know about the connection, and the last failure.
        @ViewBuilder private var banner: some View {
            if let failure = model.state.failure {
                VStack {
                    Text(failure).font(.footnote)
                    if model.state.chatID == nil {
                        Button("Try again") { Task { await start() } }
                    }
                }
                .padding(8)
            } else if model.state.closeReason != nil {
                Text("The chat is over.").font(.footnote).padding(8)
            } else if model.state.connection == .offline || model.state.connection == .reconnecting {
                Text("Connecting…").font(.footnote).padding(8)
            }
        }

        private var conversation: some View {
            ScrollViewReader { reader in
                ScrollView {
                    LazyVStack(alignment: .leading, spacing: 8) {
                        ForEach(model.state.lines) { line in
                            LineView(line: line) { Task { await model.retry(line) } }
                        }
                        if model.state.isAgentTyping {
                            Text("…").foregroundColor(.secondary)
                        }
                    }
                    .padding()
                }
                .onChange(of: model.state.lines.last?.id) { last in
                    if let last { reader.scrollTo(last) }
                }
            }
        }

        private var entry: some View {
            HStack {
                TextField("Message", text: $draft)
                    .textFieldStyle(.roundedBorder)
                    .onChange(of: draft) { text in
                        if !text.isEmpty { Task { await model.userTypes() } }
                    }
                    .onSubmit(send)
                Button("Send", action: send).disabled(draft.isEmpty || !model.state.canSend)
                Button("End") { Task { await model.end() } }.disabled(!model.state.canSend)
            }
            .padding()
        }

        private func send() {
            let text = draft
            draft = ""
            Task { await model.send(text) }
        }
    }

    /// One line of the conversation.
    private struct LineView: View {
        let line: ChatLine
        let retry: @MainActor () -> Void

        var body: some View {
            switch line.author {
            case .me:
                VStack(alignment: .trailing, spacing: 2) {
                    Text(line.text).padding(8).background(Color.accentColor.opacity(0.2)).cornerRadius(8)
                    status
                }
                .frame(maxWidth: .infinity, alignment: .trailing)
            case .them(let name):
                VStack(alignment: .leading, spacing: 2) {
                    Text(name).font(.caption).foregroundColor(.secondary)
                    Text(line.text).padding(8).background(Color.secondary.opacity(0.2)).cornerRadius(8)
                }
            case .notice:
                Text(line.text).font(.caption).foregroundColor(.secondary).frame(maxWidth: .infinity)
            }
        }

        @ViewBuilder private var status: some View {
            switch line.status {
            case .failed: Button("Not sent. Try again", action: retry).font(.caption)
            case .pending, .sending: Text("Sending").font(.caption).foregroundColor(.secondary)
            case .sent: Text("Sent").font(.caption).foregroundColor(.secondary)
            case .delivered: Text("Delivered").font(.caption).foregroundColor(.secondary)
            case .read: Text("Read").font(.caption).foregroundColor(.secondary)
            case nil: EmptyView()
            }
        }
    }
#endif
