// The app. Where there is no SwiftUI it says so: then only its view model, the module ChatModel, is of interest.

#if canImport(SwiftUI)
    import ChatModel
    import ContactCenter
    import SwiftUI

    @main
    @MainActor
    struct ChatApp: App {
        /// Put your own contact center here.
        private static func makeCommunicator() throws -> ContactCenterCommunicator {
            guard let server = URL(string: "https://acme.example.com") else { throw URLError(.badURL) }
            return try ContactCenterCommunicator(
                configuration: ContactCenterConfiguration(
                    baseURL: server, tenantURL: server, appID: "your scenario entry",
                    storageFolder: ContactCenterStorage.folder()))
        }

        private let model = Result { ChatViewModel(communicator: try ChatApp.makeCommunicator()) }

        var body: some Scene {
            WindowGroup {
                switch model {
                case .success(let model): ChatView(model: model)
                case .failure(let error): Text(error.localizedDescription).padding()
                }
            }
        }
    }
#else
    @main
    struct ChatApp {
        static func main() {
            print("This app needs SwiftUI. Its view model, the module ChatModel, is tested on every platform.")
        }
    }
#endif
